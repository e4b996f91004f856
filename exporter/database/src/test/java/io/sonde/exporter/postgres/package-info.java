@NullMarked
package io.sonde.exporter.postgres;

import org.jspecify.annotations.NullMarked;
