@NullMarked
package io.sonde.agent.engine.page;

import org.jspecify.annotations.NullMarked;
