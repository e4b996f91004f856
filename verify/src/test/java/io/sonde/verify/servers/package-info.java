/** Real Prometheus and Alertmanager, started and stopped by tests. */
@NullMarked
package io.sonde.verify.servers;

import org.jspecify.annotations.NullMarked;
