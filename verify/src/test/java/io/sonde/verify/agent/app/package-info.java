/** Small applications that run under the agent. */
@NullMarked
package io.sonde.verify.agent.app;

import org.jspecify.annotations.NullMarked;
