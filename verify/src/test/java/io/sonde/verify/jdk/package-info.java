/** Java runtimes of this machine, and runs on them. */
@NullMarked
package io.sonde.verify.jdk;

import org.jspecify.annotations.NullMarked;
