/** What a user may configure, as one record. */
@NullMarked
package io.sonde.agent.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
