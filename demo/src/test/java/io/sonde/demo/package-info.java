@NullMarked
package io.sonde.demo;

import org.jspecify.annotations.NullMarked;
