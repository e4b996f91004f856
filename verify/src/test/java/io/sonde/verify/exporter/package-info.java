/** The exporter's jar as a user runs it. */
@NullMarked
package io.sonde.verify.exporter;

import org.jspecify.annotations.NullMarked;
