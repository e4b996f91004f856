/** The dashboards themselves, and where their committed files stand. */
@NullMarked
package io.sonde.dashboards;

import org.jspecify.annotations.NullMarked;
