package io.sonde.verify.servers;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The real servers that tests may use. Any thread may ask. A server that this machine does not have skips the test with the
 * reason, or fails it when the environment says {@code SONDE_FULL=1}.
 */
public final class Servers {

    private static final Map<String, Supplier<DatabaseServer>> STARTED = new ConcurrentHashMap<>();

    private Servers() {}

    /**
     * PostgreSQL with {@code pg_stat_statements}, from Maven artifacts; with {@code -Dsonde.servers=containers} from Docker images.
     *
     * @param major 14 to 18
     */
    public static DatabaseServer postgres(int major) {
        if ("containers".equals(System.getProperty("sonde.servers"))) {
            return postgresInContainer(major);
        }
        return once("postgresql-" + major, () -> PostgresLauncher.start(major));
    }

    /** The same, from the Docker image {@code postgres} of that version. */
    public static DatabaseServer postgresInContainer(int major) {
        return once("postgresql-" + major + "-container", () -> ContainerLauncher.postgres(major));
    }

    /** The MariaDB of this machine ({@code mariadbd} on the path), with its performance schema on. */
    public static DatabaseServer mariaDb() {
        return mariaDb(
                "mariadb",
                "--performance-schema=ON",
                "--performance-schema-instrument=statement/%=ON",
                "--performance-schema-consumer-statements-digest=ON",
                "--performance-schema-digests-size=5000");
    }

    /** Another one, as it comes but for these options. */
    public static DatabaseServer mariaDb(String name, String... options) {
        return once(name, () -> MariaDbLauncher.start(name, List.of(options)));
    }

    /** A MariaDB that is newer than this machine's, in the root directory of {@link #mySql()}, as it comes but for these options. */
    public static DatabaseServer newestMariaDb(String name, String... options) {
        return once(name, () -> MariaDbLauncher.startNewest(name, List.of(options)));
    }

    /**
     * The MySQL in the root directory that {@code SONDE_MYSQL_ROOT} names, see {@code src/test/sh/mysql-root.sh}; with {@code -Dsonde.mysql=8}
     * that of {@link #mySql8()}.
     */
    public static DatabaseServer mySql() {
        return mySqlIs8() ? mySql8() : mySql("mysql", "--skip-log-bin");
    }

    /** Whether tests of MySQL run on an old one, which counts less of what it prepared. */
    public static boolean mySqlIs8() {
        return "8".equals(System.getProperty("sonde.mysql"));
    }

    /** Another one, as it comes but for these options. */
    public static DatabaseServer mySql(String name, String... options) {
        return once(name, () -> MySqlLauncher.start(MySqlProgram.newest(), name, List.of(options)));
    }

    /** The MySQL 8.0 in the directory that {@code SONDE_MYSQL8_HOME} names. */
    public static DatabaseServer mySql8() {
        return mySql8("mysql-8", "--skip-log-bin");
    }

    /** Another one, as it comes but for these options. */
    public static DatabaseServer mySql8(String name, String... options) {
        return once(name, () -> MySqlLauncher.start(MySqlProgram.version8(), name, List.of(options)));
    }

    /** Skips the test, or fails it when nothing may be missing. Never returns. */
    static AssertionError missing(String what) {
        if ("1".equals(System.getenv("SONDE_FULL"))) {
            fail("SONDE_FULL=1, and yet: " + what);
        }
        abort("not run: " + what);
        throw new AssertionError(what);
    }

    private static DatabaseServer once(String name, Supplier<DatabaseServer> start) {
        return STARTED.computeIfAbsent(name, key -> new Once(start)).get();
    }

    /** Starts at the first call; a failure is for each caller to see. */
    private static final class Once implements Supplier<DatabaseServer> {

        private final Supplier<DatabaseServer> start;
        private Supplier<DatabaseServer> result;

        Once(Supplier<DatabaseServer> start) {
            this.start = start;
            this.result = this::first;
        }

        @Override
        public synchronized DatabaseServer get() {
            return result.get();
        }

        private DatabaseServer first() {
            DatabaseServer server = start.get();
            result = () -> server;
            return server;
        }
    }
}
