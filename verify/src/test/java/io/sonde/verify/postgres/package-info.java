/** The exporter on every version of PostgreSQL, beside postgres_exporter, and under what goes wrong with servers. */
@NullMarked
package io.sonde.verify.postgres;

import org.jspecify.annotations.NullMarked;
