/** Dashboards and alerts on real servers. */
@NullMarked
package io.sonde.verify.walls;

import org.jspecify.annotations.NullMarked;
