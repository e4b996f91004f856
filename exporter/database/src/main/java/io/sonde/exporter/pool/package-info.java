/** Connections to targets: read-only sessions with limits, few per server, opened when needed, with the password of the moment. */
@NullMarked
package io.sonde.exporter.pool;

import org.jspecify.annotations.NullMarked;
