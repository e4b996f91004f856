/** What the JVM says about itself, through Micrometer's binders. */
@NullMarked
package io.sonde.agent.engine.jvm;

import org.jspecify.annotations.NullMarked;
