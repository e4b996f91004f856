package io.sonde.verify.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.AgentRun;
import io.sonde.verify.jdk.Jdk;
import io.sonde.verify.matrix.app.Connects;
import io.sonde.verify.servers.DatabaseServer;
import io.sonde.verify.servers.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What labels say of a server is what the driver knows since the handshake, and the server never hears of the agent. */
final class ServerLabelsIT {

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void theDriverSaysWhichServerItIsAndWhichOfSeveralHosts(int version) throws Exception {
        DatabaseServer postgres = Servers.postgres(18);
        DatabaseServer mariaDb = Servers.mariaDb();
        DatabaseServer mySql = Servers.mySql();
        AgentRun run = run(
                version,
                true,
                List.of(
                        url("mariadb", "", mariaDb),
                        url("mariadb", "", mySql),
                        url("mysql", "", mariaDb),
                        url("mysql", "", mySql),
                        url("mariadb", "127.0.0.1:1,", mariaDb),
                        url("mysql", "127.0.0.1:1,", mySql),
                        url("postgresql", "127.0.0.1:1,", postgres)));
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
    void theServersOwnLogIsAsWithoutTheAgent(int version) throws Exception {
        for (DatabaseServer server : List.of(Servers.mariaDb(), Servers.mySql(), Servers.mySql8())) {
            List<String> urls = List.of(url("mariadb", "", server), url("mysql", "", server));
            List<StatementLog.Line> bare = heard(server, () -> run(version, false, urls));
            assertThat(bare)
                    .filteredOn(line -> line.text().equals("select 1 as u1"))
                    .isNotEmpty();
            assertThat(heard(server, () -> run(version, true, urls))).isEqualTo(bare);
        }
    }

    private static String url(String subprotocol, String otherHosts, DatabaseServer server) {
        String options = server.options() + (server.options().isEmpty() ? "?" : "&") + "user=" + server.username();
        String hosts = otherHosts + "127.0.0.1:" + server.port();
        return "jdbc:" + subprotocol + "://" + hosts + "/" + server.database() + options;
    }

    private static AgentRun run(int version, boolean withAgent, List<String> urls) throws Exception {
        int port = AgentRun.freePort();
        String agent = "-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,port=" + port;
        List<String> arguments = new ArrayList<>(List.of(withAgent ? "page" : "none"));
        arguments.addAll(urls);
        List<String> options = new ArrayList<>(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
        options.addAll(withAgent ? List.of(agent) : List.of());
        return AgentRun.of(
                        Jdk.require(version),
                        port,
                        options,
                        List.of("-cp", ApplicationClassPath.get(), Connects.class.getName()),
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

    private interface Work {
        void run() throws Exception;
    }

    private static List<StatementLog.Line> heard(DatabaseServer server, Work work) throws Exception {
        try (StatementLog log = StatementLog.start(server)) {
            work.run();
            return log.end();
        }
    }
}
