/** Which classes are worth a second look, and the transformer that looks. */
@NullMarked
package io.sonde.agent.bootstrap.weave;

import org.jspecify.annotations.NullMarked;
