/** Read access to JSON, for committed dashboards and for the answers of servers. */
@NullMarked
package io.sonde.verify.json;

import org.jspecify.annotations.NullMarked;
