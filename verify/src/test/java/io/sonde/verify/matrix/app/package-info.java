/** An application of many pools and wrappers that knows how often it has executed what. Runs in a JVM of its own, beside the agent. */
@NullMarked
package io.sonde.verify.matrix.app;

import org.jspecify.annotations.NullMarked;
