package io.sonde.verify.lint;

/** A PromQL expression and where it stands. */
record NamedExpression(String where, String expr) {}
