package io.sonde.exporter.config;

import java.time.Duration;

/**
 * How targets are collected from.
 *
 * @param threads how many targets are collected from at the same time
 * @param textsInterval the least time between two reads of statement texts from one server
 */
public record CollectionConfig(int threads, Duration textsInterval) {}
