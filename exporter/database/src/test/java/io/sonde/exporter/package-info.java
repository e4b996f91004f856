@NullMarked
package io.sonde.exporter;

import org.jspecify.annotations.NullMarked;
