package io.sonde.agent.bootstrap.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassFileTest {

    /** Implements a statement. */
    abstract static class Implementer implements Statement {
        @Override
        public boolean execute(String sql) throws SQLException {
            return sql.isEmpty();
        }
    }

    /** May inherit a statement, for all that its own file says. */
    abstract static class Heir extends Implementer {
        @Override
        public int[] executeBatch() throws SQLException {
            return new int[0];
        }
    }

    /** Has the methods of a statement, and is none. */
    abstract static class Bare {
        public boolean execute(String sql) throws SQLException {
            return sql.isEmpty();
        }
    }

    /** Is a statement, and inherits what it does. */
    abstract static class Late extends Bare implements Statement {}

    /** Is of {@code java.sql}, and executes nothing. */
    abstract static class Point extends Bare implements Savepoint {}

    /** Is a statement, and has nothing that could be woven. */
    abstract static class Empty implements Statement {}

    /** Uses statements. */
    static final class User implements Runnable {
        private final Connection connection;

        User(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void run() {
            try (PreparedStatement statement = connection.prepareStatement("select 1")) {
                statement.execute();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Has the method, but no supertype that could be JDBC's. */
    static final class Standalone {
        boolean execute(String sql) throws SQLException {
            if (sql.isEmpty()) {
                throw new SQLException(sql);
            }
            return true;
        }
    }

    /** Has the method, and knows nothing of JDBC. */
    static final class Command implements Runnable {
        @Override
        public void run() {
            execute();
        }

        void execute() {}
    }

    @ParameterizedTest
    @ValueSource(classes = {Implementer.class, Heir.class, Late.class})
    void whatMayBeJdbcIsACandidate(Class<?> type) throws IOException {
        assertThat(ClassFile.isCandidate(file(type))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                User.class,
                Standalone.class,
                Command.class,
                Bare.class,
                Point.class,
                Empty.class,
                Statement.class,
                String.class,
                ClassFileTest.class
            })
    void whatIsNotIsNone(Class<?> type) throws IOException {
        assertThat(ClassFile.isCandidate(file(type))).isFalse();
    }

    @Test
    void brokenFilesAreNone() throws IOException {
        byte[] file = file(Implementer.class);
        for (int length = 0; length < file.length / 2; length++) {
            assertThat(ClassFile.isCandidate(Arrays.copyOf(file, length))).isFalse();
        }
        Random random = new Random(1);
        for (int round = 0; round < 10_000; round++) {
            byte[] damaged = file.clone();
            damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
            ClassFile.isCandidate(damaged);
        }
    }

    private static byte[] file(Class<?> type) throws IOException {
        String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
