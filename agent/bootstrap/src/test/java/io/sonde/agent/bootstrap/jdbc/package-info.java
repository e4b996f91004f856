@NullMarked
package io.sonde.agent.bootstrap.jdbc;

import org.jspecify.annotations.NullMarked;
