/** The engine's own class loader. */
@NullMarked
package io.sonde.agent.bootstrap.loading;

import org.jspecify.annotations.NullMarked;
