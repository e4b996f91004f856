package io.sonde.verify.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import io.sonde.verify.agent.AgentRun;
import io.sonde.verify.jdk.Jdk;
import io.sonde.verify.matrix.app.Connects;
import io.sonde.verify.matrix.app.Door;
import io.sonde.verify.matrix.app.TwoSystems;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Servers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What labels say of a server is what the driver knows since the handshake, and the server never hears of the agent. */
final class ServerLabelsIT {

    @TempDir
    private static Path directory;

    private static final Door[] DOORS = {Door.DRIVER_MANAGER, Door.DATA_SOURCE};

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theDriverSaysWhichServerItIsAndWhichOfSeveralHosts(int version) throws Exception {
        DatabaseServer postgres = Servers.postgres(18);
        DatabaseServer mariaDb = Servers.mariaDb();
        DatabaseServer mySql = Servers.mySql();
        AgentRun run = run(
                version,
                true,
                through(
                        List.of(
                                url("mariadb", "", mariaDb),
                                url("mariadb", "", mySql),
                                url("mysql", "", mariaDb),
                                url("mysql", "", mySql),
                                url("mariadb", "127.0.0.1:1,", mariaDb),
                                url("mysql", "127.0.0.1:1,", mySql),
                                url("postgresql", "127.0.0.1:1,", postgres)),
                        Door.DRIVER_MANAGER));
        assertThat(servers(run))
                .containsExactly(
                        Map.entry("select ? as u1", "mariadb 127.0.0.1:" + mariaDb.port()),
                        Map.entry("select ? as u2", "mysql 127.0.0.1:" + mySql.port()),
                        Map.entry("select ? as u3", "mariadb 127.0.0.1:" + mariaDb.port()),
                        Map.entry("select ? as u4", "mysql 127.0.0.1:" + mySql.port()),
                        Map.entry("select ? as u5", "mariadb 127.0.0.1:" + mariaDb.port()),
                        Map.entry("select ? as u6", "mysql 127.0.0.1:" + mySql.port()),
                        Map.entry("select ? as u7", "postgresql 127.0.0.1:" + postgres.port()));
        run.withoutSuppressedFailures();
        assertThat(run.ownError()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void ofTwoSystemsBehindOneConnectionEachHasItsOwn(int version) throws Exception {
        DatabaseServer postgres = Servers.postgres(18);
        DatabaseServer mySql = Servers.mySql();
        Side ofPostgres = new Side(url("postgresql", "", postgres), "postgresql 127.0.0.1:" + postgres.port());
        Side ofMySql = new Side(url("mysql", "", mySql), "mysql 127.0.0.1:" + mySql.port());
        Side ofH2 = new Side("jdbc:h2:mem:w", "h2database :");
        eachHasItsOwn(version, ofMySql, ofPostgres);
        eachHasItsOwn(version, ofPostgres, ofMySql);
        eachHasItsOwn(version, ofH2, ofPostgres);
    }

    /** One of the servers behind a connection, and its labels. */
    private record Side(String url, String labels) {}

    private static void eachHasItsOwn(int version, Side writing, Side reading) throws Exception {
        AgentRun run = run(version, true, TwoSystems.class, List.of(writing.url(), reading.url()));
        Map<String, String> expected = new TreeMap<>();
        for (int i = 1; i <= 5; i++) {
            expected.put("select ? as u" + (2 * i - 1), reading.labels());
            expected.put("select ? as u" + 2 * i, writing.labels());
        }
        assertThat(servers(run)).isEqualTo(expected);
        run.withoutSuppressedFailures();
        assertThat(run.ownError()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theServersOwnLogIsAsWithoutTheAgent(int version) throws Exception {
        List<DatabaseServer> logging = List.of(Servers.mariaDb(), Servers.mySql(), Servers.mySql8());
        List<String> bare = heard(version, false, logging);
        int urls = 2 * logging.size() + 1;
        for (int i = 1; i <= DOORS.length * urls; i++) {
            if (i % urls != 0) {
                String query = " select 1 as u" + i;
                assertThat(bare)
                        .filteredOn(line -> line.endsWith(query))
                        .as(query)
                        .isNotEmpty();
            }
        }
        // PostgreSQL takes texts for one that differ in a name only.
        assertThat(bare).contains("PostgreSQL: " + DOORS.length * 4 + " of select ? as u" + urls);
        assertThat(heard(version, true, logging)).isEqualTo(bare);
    }

    private static String url(String subprotocol, String otherHosts, DatabaseServer server) {
        String options = server.options() + (server.options().isEmpty() ? "?" : "&") + "user=" + server.username();
        String hosts = otherHosts + "127.0.0.1:" + server.port();
        return "jdbc:" + subprotocol + "://" + hosts + "/" + server.database() + options;
    }

    /** Each URL with each door, as {@link Connects} wants them. */
    private static List<String> through(List<String> urls, Door... doors) {
        List<String> arguments = new ArrayList<>();
        for (Door door : doors) {
            urls.forEach(url -> arguments.addAll(List.of(door.name(), url)));
        }
        return arguments;
    }

    private static AgentRun run(int version, boolean withAgent, List<String> connections) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(withAgent ? "page" : "none"));
        arguments.addAll(connections);
        return run(version, withAgent, Connects.class, arguments);
    }

    private static AgentRun run(int version, boolean withAgent, Class<?> main, List<String> arguments)
            throws Exception {
        int port = AgentRun.freePort();
        String agent = "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port;
        List<String> options = new ArrayList<>(JvmOptions.quiet(directory));
        options.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
        options.addAll(withAgent ? List.of(agent) : List.of());
        return AgentRun.of(
                        Jdk.require(version),
                        port,
                        options,
                        List.of("-cp", ApplicationClassPath.get(), main.getName()),
                        arguments.toArray(String[]::new))
                .succeeded();
    }

    /** Of each query the product and the address of the server that it is counted under. */
    private static Map<String, String> servers(AgentRun run) {
        Map<String, String> texts = new TreeMap<>();
        Sample.named(run.page(), "sonde_query_info")
                .forEach(info -> texts.put(info.label("query_id"), info.label("db_query_text")));
        Map<String, String> servers = new TreeMap<>();
        for (Sample count : Sample.named(run.page(), "db_client_operation_duration_seconds_count")) {
            String text = texts.getOrDefault(count.label("query_id"), "");
            if (text.contains(" as u")) {
                String server = count.label("db_system_name") + " " + count.label("server_address") + ":"
                        + count.label("server_port");
                servers.merge(text, server, (one, other) -> one + " and " + other);
                assertThat(count.value()).as(text).isEqualTo(4);
            }
        }
        return servers;
    }

    /** What each server says that it got from a run of its own: lines of a log or, of PostgreSQL, how often it executed what. */
    private static List<String> heard(int version, boolean withAgent, List<DatabaseServer> logging) throws Exception {
        List<String> urls = new ArrayList<>();
        for (DatabaseServer server : logging) {
            urls.add(url("mariadb", "", server));
            urls.add(url("mysql", "", server));
        }
        String database = "heard" + version + withAgent;
        urls.add(Database.POSTGRESQL.create(database, false));
        List<String> heard = new ArrayList<>();
        List<StatementLog> logs = new ArrayList<>();
        try {
            for (DatabaseServer server : logging) {
                logs.add(StatementLog.start(server));
            }
            AgentRun run = run(version, withAgent, through(urls, DOORS));
            if (withAgent) {
                assertThat(servers(run)).hasSize(DOORS.length * urls.size());
            }
            for (int i = 0; i < logging.size(); i++) {
                String name = logging.get(i).name();
                logs.get(i).end().forEach(line -> heard.add(name + ": " + line.command() + " " + line.text()));
            }
        } finally {
            for (StatementLog log : logs) {
                log.close();
            }
        }
        new TreeMap<>(ServerCounts.texts(Servers.postgres(18), Dialect.POSTGRESQL, database))
                .forEach((text, calls) -> heard.add("PostgreSQL: " + calls + " of " + text));
        return heard;
    }
}
