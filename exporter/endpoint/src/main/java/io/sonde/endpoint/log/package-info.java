/** Where Sonde's own messages go, and the messages of the libraries inside it. Silence unless an owner says otherwise. */
@NullMarked
package io.sonde.endpoint.log;

import org.jspecify.annotations.NullMarked;
