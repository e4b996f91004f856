package io.sonde.endpoint.registry;

/** A source's place in the registry. Closing it takes the source out; later scrapes do not ask it. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    @Override
    void close();
}
