package io.sonde.exporter.config;

/**
 * How many things of a kind have series of their own.
 *
 * @param statements queries of a server
 * @param tables tables of a server
 * @param indexes indexes of a server
 */
public record Limits(int statements, int tables, int indexes) {}
