/** One query, one id: statements through real drivers, compared with what real servers report of them. */
@NullMarked
package io.sonde.verify.sql;

import org.jspecify.annotations.NullMarked;
