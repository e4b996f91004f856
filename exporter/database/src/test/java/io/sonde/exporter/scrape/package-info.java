@NullMarked
package io.sonde.exporter.scrape;

import org.jspecify.annotations.NullMarked;
