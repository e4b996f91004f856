/** The static methods that woven JDBC classes call, and what they count. Names no type of java.sql. */
@NullMarked
package io.sonde.agent.bootstrap.jdbc;

import org.jspecify.annotations.NullMarked;
