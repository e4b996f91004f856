@NullMarked
package io.sonde.agent.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
