/** The packaged agent in JVMs of its own. */
@NullMarked
package io.sonde.verify.agent;

import org.jspecify.annotations.NullMarked;
