@NullMarked
package io.sonde.endpoint.registry;

import org.jspecify.annotations.NullMarked;
