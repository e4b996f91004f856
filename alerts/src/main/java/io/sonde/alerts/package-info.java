/** The alert and recording rules as data, read from the files that Prometheus loads, and the reference that is made of them. */
@NullMarked
package io.sonde.alerts;

import org.jspecify.annotations.NullMarked;
