package io.sonde.agent.bootstrap.jdbc;

import org.jspecify.annotations.Nullable;

/** Has a method as the weaver leaves it. */
final class NestingStatement extends FakeStatement {

    NestingStatement(@Nullable Object state) {
        super(state);
    }

    void execute(Runnable meanwhile) {
        long token = Executions.enter(this);
        meanwhile.run();
        Executions.exit(this, token);
    }
}
