/** The weaver: adds fields to JDBC classes, and calls of the entry points to their methods. */
@NullMarked
package io.sonde.agent.engine.weave;

import org.jspecify.annotations.NullMarked;
