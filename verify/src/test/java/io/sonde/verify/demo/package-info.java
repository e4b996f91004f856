/** The demo as a user starts it: what it shows is right, and it leaves nothing behind. */
@NullMarked
package io.sonde.verify.demo;

import org.jspecify.annotations.NullMarked;
