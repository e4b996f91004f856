@NullMarked
package io.sonde.exporter.config;

import org.jspecify.annotations.NullMarked;
