package io.sonde.agent.bootstrap.jdbc;

import org.jspecify.annotations.Nullable;

/** What a woven statement looks like to the entry points. */
class FakeStatement implements WovenStatement {

    private @Nullable Object state;
    private int batch;
    private @Nullable Object batched;
    private @Nullable WovenResultSet open;
    private @Nullable WovenConnection owner;

    FakeStatement(@Nullable Object state) {
        this.state = state;
    }

    @Override
    public @Nullable Object sonde$state() {
        return state;
    }

    @Override
    public void sonde$state(@Nullable Object newState) {
        state = newState;
    }

    @Override
    public int sonde$batch() {
        return batch;
    }

    @Override
    public void sonde$batch(int elements) {
        batch = elements;
    }

    @Override
    public @Nullable Object sonde$batched() {
        return batched;
    }

    @Override
    public void sonde$batched(@Nullable Object texts) {
        batched = texts;
    }

    @Override
    public @Nullable WovenResultSet sonde$open() {
        return open;
    }

    @Override
    public void sonde$open(@Nullable WovenResultSet resultSet) {
        open = resultSet;
    }

    @Override
    public @Nullable WovenConnection sonde$owner() {
        return owner;
    }

    @Override
    public void sonde$owner(@Nullable WovenConnection connection) {
        owner = connection;
    }
}
