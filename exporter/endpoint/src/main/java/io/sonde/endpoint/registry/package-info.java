/** The registry: sources in, one consistent list of immutable snapshots out, whatever a single source does. */
@NullMarked
package io.sonde.endpoint.registry;

import org.jspecify.annotations.NullMarked;
