@NullMarked
package io.sonde.agent.bootstrap.weave;

import org.jspecify.annotations.NullMarked;
