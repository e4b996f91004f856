@NullMarked
package io.sonde.endpoint.micrometer;

import org.jspecify.annotations.NullMarked;
