/** A small shop on PostgreSQL: HTTP in front, HikariCP and plain JDBC behind. It knows nothing of Sonde. */
@NullMarked
package io.sonde.demo.shop;

import org.jspecify.annotations.NullMarked;
