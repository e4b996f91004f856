/** Micrometer as a source: its binders' meters on Sonde's page. */
@NullMarked
package io.sonde.endpoint.micrometer;

import org.jspecify.annotations.NullMarked;
