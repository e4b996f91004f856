/** What a metric is: name, type, unit, help and labels; and the one catalogue of all of them. */
@NullMarked
package io.sonde.core.metric;

import org.jspecify.annotations.NullMarked;
