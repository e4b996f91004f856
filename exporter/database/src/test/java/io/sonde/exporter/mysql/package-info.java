@NullMarked
package io.sonde.exporter.mysql;

import org.jspecify.annotations.NullMarked;
