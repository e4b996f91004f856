/** Code that writes the committed Grafana dashboards. */
@NullMarked
package io.sonde.dashboards;

import org.jspecify.annotations.NullMarked;
