/** The HTTP server: a small, bounded one on Netty, and the pages that every Sonde process has. */
@NullMarked
package io.sonde.endpoint.http;

import org.jspecify.annotations.NullMarked;
