/** A complete Spring Boot application: Tomcat, HikariCP, JdbcTemplate and H2. */
@NullMarked
package io.sonde.verify.springboot;

import org.jspecify.annotations.NullMarked;
