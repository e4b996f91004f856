/** What the agent counted, as series of a page. */
@NullMarked
package io.sonde.agent.engine.page;

import org.jspecify.annotations.NullMarked;
