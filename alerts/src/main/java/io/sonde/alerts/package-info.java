/** Code that checks the rules and generates their reference. */
@NullMarked
package io.sonde.alerts;

import org.jspecify.annotations.NullMarked;
