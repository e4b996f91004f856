/** What no single module can test. */
@NullMarked
package io.sonde.verify;

import org.jspecify.annotations.NullMarked;
