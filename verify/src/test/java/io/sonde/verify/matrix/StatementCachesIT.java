package io.sonde.verify.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.AgentRun;
import io.sonde.verify.jdk.Jdk;
import io.sonde.verify.matrix.app.CachingApplication;
import io.sonde.verify.matrix.app.Pool;
import io.sonde.verify.servers.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that drivers and pools hand out again after they were closed: each execution counts once, under the text of its own preparation. */
final class StatementCachesIT {

    private static final List<Pool> POOLS = List.of(Pool.DBCP2, Pool.TOMCAT, Pool.C3P0, Pool.DRUID, Pool.VIBUR);
    private static final String SERVER_PREPARED = "&useServerPrepStmts=true&cachePrepStmts=true&prepStmtCacheSize=5";

    /** @param pooled whether it is used through the pools too, which have caches of their own above the driver's */
    private record Cached(String name, Database database, String options, boolean pooled) {}

    private static final List<Cached> DATABASES = List.of(
            new Cached("pgjdbc", Database.POSTGRESQL, "&prepareThreshold=1&preparedStatementCacheQueries=5", true),
            new Cached("mariadb", Database.MARIADB, SERVER_PREPARED, true),
            new Cached("bulk", Database.MARIADB, SERVER_PREPARED + "&useBulkStmts=true", false),
            new Cached("mariadb_on_mysql", Database.MYSQL_BY_MARIADB, SERVER_PREPARED, false),
            new Cached("connector_j", Database.MYSQL, SERVER_PREPARED + "&cacheCallableStmts=true", true),
            new Cached("rewriting", Database.MYSQL, SERVER_PREPARED + "&rewriteBatchedStatements=true", false),
            new Cached("client", Database.MYSQL, "&cachePrepStmts=true&prepStmtCacheSize=5", false),
            new Cached("h2", Database.H2, ";QUERY_CACHE_SIZE=5", true));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void whatACacheHandsOutAgainCountsUnderItsOwnText(int version) throws Exception {
        Path plan = Files.write(directory.resolve("plan"), lines(version));
        int port = AgentRun.freePort();
        List<String> options = new ArrayList<>(JvmOptions.quiet(directory));
        options.add("-javaagent:" + AgentRun.agentJar() + "=host=127.0.0.1,queries.published=2000,port=" + port);
        long prepared = preparedByMariaDb();
        AgentRun run = AgentRun.of(
                        Jdk.require(version),
                        port,
                        options,
                        List.of("-cp", ApplicationClassPath.get(), CachingApplication.class.getName()),
                        plan.toString())
                .succeeded();
        prepared = preparedByMariaDb() - prepared;
        long executions = 0;
        for (Cached cached : DATABASES) {
            String name = name(cached, version);
            Counts written =
                    Counts.ofLedger(ledger(run, name), cached.database().dialect());
            assertThat(written.executions()).isNotEmpty();
            Counts shown = Counts.ofPage(page(run, name), cached.database().labels(name), Companions::isOne);
            assertThat(written.differences(shown)).as(name).isEmpty();
            if (cached.database() == Database.MARIADB) {
                executions += written.executions().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
            }
        }
        assertHandedOutAgain(run, version);
        // MariaDB's driver makes a new object each time, around what the server prepared once.
        assertThat(prepared).isPositive().isLessThan(executions / 2);
        run.withoutSuppressedFailures();
        assertThat(run.ownError()).isEmpty();
    }

    private static List<String> lines(int version) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (Cached cached : DATABASES) {
            String name = name(cached, version);
            String url = cached.database().create(name, false) + cached.options();
            List<Pool> pools = new ArrayList<>(List.of(Pool.NONE));
            pools.addAll(cached.pooled() ? POOLS : List.of());
            pools.forEach(
                    pool -> lines.add(String.join("\t", name, cached.database().vendor(), url, pool.name())));
        }
        return lines;
    }

    private static String name(Cached cached, int version) {
        return cached.name() + version;
    }

    private static String ledger(AgentRun run, String name) {
        String from = "database:" + name + "\n";
        int start = run.output().indexOf(from) + from.length();
        assertThat(start).isGreaterThanOrEqualTo(from.length());
        int next = run.output().indexOf("database:", start);
        return run.output().substring(start, next < 0 ? run.output().indexOf("page:\n") : next);
    }

    private static String page(AgentRun run, String name) {
        Predicate<String> texts = line -> line.startsWith("sonde_query_info{");
        Predicate<String> own = line -> line.contains("db_namespace=\"" + name + "\"");
        return String.join("\n", run.page().lines().filter(texts.or(own)).toList());
    }

    /** How often MariaDB's server was asked to prepare a statement. */
    private static long preparedByMariaDb() throws SQLException {
        try (Connection connection = Servers.mariaDb().connect("");
                Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("show global status like 'Com_stmt_prepare'")) {
            assertThat(status.next()).isTrue();
            return status.getLong(2);
        }
    }

    /** Without this the test would be about nothing. Tomcat's cache keeps no statement of H2's and MariaDB's drivers. */
    private static void assertHandedOutAgain(AgentRun run, int version) {
        Map<String, Integer> times = new TreeMap<>();
        run.output().lines().filter(line -> line.startsWith("reused:")).forEach(line -> {
            String[] parts = line.substring("reused:".length()).split("\t", -1);
            times.put(parts[0] + " " + parts[1], Integer.parseInt(parts[2]));
        });
        for (Cached cached : DATABASES) {
            for (Pool pool : cached.pooled() ? POOLS : List.<Pool>of()) {
                boolean keeps = pool != Pool.TOMCAT
                        || cached.database() == Database.POSTGRESQL
                        || cached.database() == Database.MYSQL;
                assertThat(times.getOrDefault(name(cached, version) + " " + pool, 0) > 0)
                        .as("%s %s", cached, pool)
                        .isEqualTo(keeps);
            }
        }
        assertThat(times.get("connector_j" + version + " NONE")).isPositive();
    }
}
