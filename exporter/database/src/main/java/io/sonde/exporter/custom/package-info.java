/** Databases that Sonde has no collectors for, and queries that users bring. */
@NullMarked
package io.sonde.exporter.custom;

import org.jspecify.annotations.NullMarked;
