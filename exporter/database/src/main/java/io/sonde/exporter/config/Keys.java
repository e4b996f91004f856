package io.sonde.exporter.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Every key of the configuration, by section. */
final class Keys {

    /**
     * A mapping with keys of its own.
     *
     * @param path where it stands; empty for the file itself
     */
    record Section(String path, String help, List<Key<?>> keys) {

        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }
    }

    static final String WEB = "web";
    static final String COLLECTION = "collection";
    static final String TARGETS = "targets";
    static final String MODULES = "modules";

    static final Key<Path> DRIVERS = Key.optional(
            "drivers",
            Kind.FILE,
            "A folder of JDBC drivers, relative to the configuration's folder: each jar in it is loaded for itself. The flag "
                    + "`--drivers` takes precedence. PostgreSQL's comes with the exporter. A change takes a restart.");
    static final Key<String> TARGETS_FILES = Key.list(
            "targets_files",
            Kind.TEXT,
            "Further files with `targets`, relative to the configuration's folder; in a file's name `*` and `?` stand for others. "
                    + "Looked after every ten seconds, so that targets can come and go.");
    static final List<String> TOP =
            List.of(WEB, COLLECTION, DRIVERS.name(), TARGETS_FILES.name(), MODULES, QueryKeys.QUERIES, TARGETS);

    static final Key<HostPort> LISTEN_ADDRESS = Key.withDefault(
            "listen_address",
            Kind.LISTEN,
            new HostPort("", 9477),
            ":9477",
            "Where the exporter listens. The flag `--web.listen-address` takes precedence. Port 0 takes any free port.");

    static final Key<Integer> THREADS = Key.withDefault(
            "threads",
            Kind.number(1, 256),
            8,
            "8",
            "How many targets are collected from at the same time. Those that were down the last time, and those whose server keeps others "
                    + "of its databases waiting, have threads of their own; one that waits for an answer lends its own to another.");
    static final Key<Duration> TEXTS_INTERVAL = Key.withDefault(
            "statement_texts_interval",
            Kind.duration(Duration.ZERO, Duration.ofHours(1)),
            Duration.ofSeconds(5),
            "5s",
            "The least time between two reads of statement texts from one server. Texts are read only when there are "
                    + "statements whose text is not known yet; until then these are not counted, and nothing is lost.");

    static final Key<String> NAME =
            Key.required("name", Kind.TEXT, "The value of the label `target`. Unique within the configuration.");
    static final Key<JdbcUrl> URL = Key.required(
            "url",
            Kind.URL,
            "The server, and the database to connect to. Parameters of the driver may follow after `?`, but for `readOnly` and "
                    + "time-outs, which the exporter sets; what it sets also follows `options`, and so prevails.");
    static final Key<String> USERNAME =
            Key.optional("username", Kind.TEXT, "The role to log in as; `pg_monitor` is privilege enough.");
    static final Key<String> PASSWORD = Key.optional(
            "password", Kind.SECRET, "The password. Better from the environment, or from `password_file`.");
    static final Key<Path> PASSWORD_FILE = Key.optional(
            "password_file",
            Kind.FILE,
            "A file with the password, relative to the configuration's folder. It is read again for every new "
                    + "connection, so that a rotation needs no restart.");
    static final Key<String> PASSWORD_COMMAND = Key.list(
            "password_command",
            Kind.TEXT,
            "A program and its arguments; what it prints is the password, or a token that stands for one. It has ten seconds.");
    static final Key<Duration> PASSWORD_TTL = Key.withDefault(
            "password_ttl",
            Kind.duration(Duration.ZERO, Duration.ofHours(24)),
            Duration.ofMinutes(10),
            "10m",
            "How long what `password_command` printed is used for new connections.");
    static final Key<HostPort> ALIASES = Key.list(
            "aliases",
            Kind.SERVER,
            "What clients call this server: a proxy, a virtual address, `localhost`. Without a port, the target's own. "
                    + "See `sonde_target_info`.");
    static final Key<String> LABELS =
            Key.map("labels", Kind.TEXT, "Labels for every series of this target, such as `team: shop`.");
    static final Key<Duration> CONNECT_TIMEOUT = Key.withDefault(
            "connect_timeout",
            Kind.duration(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            Duration.ofSeconds(3),
            "3s",
            "How long to wait for a connection. A target that does not answer within it is down.");
    static final Key<Duration> STATEMENT_TIMEOUT = Key.withDefault(
            "statement_timeout",
            Kind.duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
            Duration.ofSeconds(5),
            "5s",
            "How long the server may work on one statement of the exporter before it cancels it.");
    static final Key<Duration> LOCK_TIMEOUT = Key.withDefault(
            "lock_timeout",
            Kind.duration(Duration.ofMillis(1), Duration.ofMinutes(1)),
            Duration.ofMillis(200),
            "200ms",
            "How long a statement of the exporter may wait for a lock of others.");
    static final Key<Integer> STATEMENTS_LIMIT = Key.withDefault(
            "statements_limit",
            Kind.number(1, 5_000),
            200,
            "200",
            "How many queries are published one by one, those with the most total time; the others are `other`.");
    static final Key<Integer> TABLES_LIMIT = Key.withDefault(
            "tables_limit",
            Kind.number(1, 10_000),
            300,
            "300",
            "How many tables of a server are published one by one, in PostgreSQL the biggest of all its databases; the others of a database are "
                    + "`other`. In MySQL and MariaDB the biggest likewise, of whose others there are the sums by schema; of what is counted by "
                    + "table those that did most, and the others are `other`.");
    static final Key<Integer> INDEXES_LIMIT =
            Key.withDefault("indexes_limit", Kind.number(1, 10_000), 300, "300", "Likewise for indexes.");

    static final Key<String> PROPERTIES = Key.map(
            "properties",
            Kind.SECRET,
            "Further properties for the driver, such as `sslmode: verify-full` and `sslrootcert: /etc/ssl/db.pem`; see the driver's "
                    + "manual. Those that the exporter sets, time-outs above all, are not for here.");
    static final Key<String> DATABASES = Key.list(
            "databases",
            Kind.TEXT,
            "The databases to visit, of those that the server has, where a connection sees only one; `*` stands for any characters, "
                    + "`?` for one. Without it all to which the role may connect.");
    static final Key<String> EXCLUDE_DATABASES =
            Key.list("exclude_databases", Kind.TEXT, "Databases not to visit, written likewise.");
    static final Key<String> COLLECTORS = Key.list(
            "collectors",
            Kind.TEXT,
            "The collectors to run, by name, with `*` and `?`. Without it all that the database has.");
    static final Key<String> EXCLUDE_COLLECTORS =
            Key.list("exclude_collectors", Kind.TEXT, "Collectors not to run, written likewise.");

    static final Section WEB_SECTION =
            new Section(WEB, "Where Prometheus finds the exporter.", List.of(LISTEN_ADDRESS));
    static final Section COLLECTION_SECTION =
            new Section(COLLECTION, "How targets are collected from.", List.of(THREADS, TEXTS_INTERVAL));
    static final Section FILES_SECTION = new Section(
            "", "Beside the sections below, the file may have these keys.", List.of(DRIVERS, TARGETS_FILES));
    static final Section TARGET_SECTION = new Section(
            TARGETS + "[]",
            "The database servers to watch, at least one.",
            List.of(
                    NAME,
                    URL,
                    USERNAME,
                    PASSWORD,
                    PASSWORD_FILE,
                    PASSWORD_COMMAND,
                    PASSWORD_TTL,
                    ALIASES,
                    LABELS,
                    CONNECT_TIMEOUT,
                    STATEMENT_TIMEOUT,
                    LOCK_TIMEOUT,
                    STATEMENTS_LIMIT,
                    TABLES_LIMIT,
                    INDEXES_LIMIT,
                    PROPERTIES,
                    DATABASES,
                    EXCLUDE_DATABASES,
                    COLLECTORS,
                    EXCLUDE_COLLECTORS));

    private Keys() {}
}
