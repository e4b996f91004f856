/** The configuration as typed records, the keys it is read by, and errors that say file, line, key and what was expected. */
@NullMarked
package io.sonde.exporter.config;

import org.jspecify.annotations.NullMarked;
