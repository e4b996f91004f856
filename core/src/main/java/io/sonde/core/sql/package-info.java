/** The query id: the lexer, the canonical form, the redacted text and the summary of a statement. */
@NullMarked
package io.sonde.core.sql;

import org.jspecify.annotations.NullMarked;
