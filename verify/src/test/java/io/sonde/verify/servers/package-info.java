/** Real servers for tests: databases, which start once per run of the tests, and Prometheus and Alertmanager. */
@NullMarked
package io.sonde.verify.servers;

import org.jspecify.annotations.NullMarked;
