/** The bridge from {@code io.prometheus.client}, the client library of before 2023, whichever class loader it is in. */
@NullMarked
package io.sonde.endpoint.simpleclient;

import org.jspecify.annotations.NullMarked;
