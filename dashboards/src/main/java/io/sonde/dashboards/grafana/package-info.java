/** Grafana's classic dashboard model (schema version 39) as records: what Sonde's dashboards need of it, and no more. */
@NullMarked
package io.sonde.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
