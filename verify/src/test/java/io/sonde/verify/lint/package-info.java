/** Dashboards, rules and runbooks against the catalogue and against each other. */
@NullMarked
package io.sonde.verify.lint;

import org.jspecify.annotations.NullMarked;
