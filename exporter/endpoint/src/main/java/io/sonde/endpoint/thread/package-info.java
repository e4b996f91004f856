/** The threads that Sonde starts: named, daemon, and tied to nothing of the application. */
@NullMarked
package io.sonde.endpoint.thread;

import org.jspecify.annotations.NullMarked;
