/** JSON in the order in which it was written down: as much as it takes to write a dashboard that reads well in a diff. */
@NullMarked
package io.sonde.dashboards.json;

import org.jspecify.annotations.NullMarked;
