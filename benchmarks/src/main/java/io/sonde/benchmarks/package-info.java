/** JMH measurements of what runs inside an application's threads, each beside the floor or the peer it is compared with. */
@NullMarked
package io.sonde.benchmarks;

import org.jspecify.annotations.NullMarked;
