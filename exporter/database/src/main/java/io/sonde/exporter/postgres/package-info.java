/** What is read of PostgreSQL, 14 to 18, one collector per kind of thing. */
@NullMarked
package io.sonde.exporter.postgres;

import org.jspecify.annotations.NullMarked;
