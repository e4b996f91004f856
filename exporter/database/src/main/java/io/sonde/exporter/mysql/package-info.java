/** What is read from MySQL and MariaDB servers, under mysqld_exporter's names where it has them. */
@NullMarked
package io.sonde.exporter.mysql;

import org.jspecify.annotations.NullMarked;
