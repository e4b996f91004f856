/** The catalogue of metrics beside what is really exposed. */
@NullMarked
package io.sonde.verify.metric;

import org.jspecify.annotations.NullMarked;
