package io.sonde.exporter.config;

/**
 * Where Prometheus finds the exporter.
 *
 * @param listenAddress an empty host listens on every address
 */
public record WebConfig(HostPort listenAddress) {}
