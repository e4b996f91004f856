@NullMarked
package io.sonde.demo.page;

import org.jspecify.annotations.NullMarked;
