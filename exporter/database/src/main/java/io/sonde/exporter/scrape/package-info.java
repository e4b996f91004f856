/** Collecting from targets: one at a time from each, all beside each other, within the time of the scrape. */
@NullMarked
package io.sonde.exporter.scrape;

import org.jspecify.annotations.NullMarked;
