/** The pages of every Sonde process: metrics, health, and a landing page. */
@NullMarked
package io.sonde.endpoint.page;

import org.jspecify.annotations.NullMarked;
