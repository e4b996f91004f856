/** Reads pages of metrics as Prometheus does, and sets the two sides of each query beside each other. */
@NullMarked
package io.sonde.demo.page;

import org.jspecify.annotations.NullMarked;
