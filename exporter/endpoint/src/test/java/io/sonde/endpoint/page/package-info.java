@NullMarked
package io.sonde.endpoint.page;

import org.jspecify.annotations.NullMarked;
