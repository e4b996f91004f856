@NullMarked
package io.sonde.exporter.log;

import org.jspecify.annotations.NullMarked;
