package io.sonde.endpoint.page;

/** The first 128 bits of a SHA-256: what has the same one is the same. */
public record Digest(long first, long second) {}
