/** The exporter on real MySQL and MariaDB servers: beside their own exporter, as replicas, and with what may be switched off. */
@NullMarked
package io.sonde.verify.mysql;

import org.jspecify.annotations.NullMarked;
