package io.sonde.verify.matrix;

import io.sonde.core.sql.Dialect;
import io.sonde.core.sql.Notation;
import io.sonde.core.sql.Query;
import io.sonde.core.sql.QueryId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * How often what was executed, by operation, error and query, and what was read of the answers, as one side of the agent sees it: the
 * application's ledger or the page.
 * The keys are made to be read where two sides differ.
 *
 * @param executions {@code <operation> [error type] <query id> <text>}
 * @param elements of batches, by {@code <query id> <text>}
 * @param failures by {@code <error type> <SQLSTATE class> <query id> <text>}
 * @param resultSets that were asked for a row and then ended, by {@code <operation> <table>}
 * @param rows read of them, by the same
 * @param concurrent the ids of the queries that several threads executed at once, as far as that is known
 */
record Counts(
        Map<String, Long> executions,
        Map<String, Long> elements,
        Map<String, Long> failures,
        Map<String, Long> resultSets,
        Map<String, Long> rows,
        Set<String> concurrent) {

    /** How far a server's own counts can be taken at their word. */
    enum Exactness {
        /** Each is the number of executions. */
        ALL,
        /** Some of the executions of several threads at once may be missing; all others are exact. */
        BUT_CONCURRENT,
        /** Other things count too. */
        NONE
    }

    private static final String MIXED = "other";

    private Counts() {
        this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    }

    /** What the application wrote down. */
    static Counts ofLedger(String output, Dialect dialect) {
        Counts counts = new Counts();
        output.lines().filter(line -> line.startsWith("ledger:")).forEach(line -> {
            String[] parts = line.substring("ledger:".length()).split("\t", -1);
            boolean batch = parts[0].equals("batch");
            String sql = parts[5];
            String query = sql.isEmpty() ? MIXED : query(Query.describe(sql, dialect, Notation.JDBC, 1024));
            String operation = (batch ? "BATCH " + operation(sql, dialect) : operation(sql, dialect)).strip();
            add(counts.executions, operation + " [" + parts[1] + "] " + query, Long.parseLong(parts[3]));
            add(counts.elements, query, Long.parseLong(parts[4]));
            if (parts[0].equals("concurrent")) {
                counts.concurrent.add(query.substring(0, 16));
            }
            if (!parts[1].isEmpty()) {
                add(counts.failures, parts[1] + " " + parts[2] + " " + query, Long.parseLong(parts[3]));
            }
        });
        output.lines().filter(line -> line.startsWith("read:")).forEach(line -> {
            String[] parts = line.substring("read:".length()).split("\t", -1);
            String from = parts[0] + " " + parts[1];
            add(counts.resultSets, from, Long.parseLong(parts[2]));
            add(counts.rows, from, Long.parseLong(parts[3]));
        });
        return counts;
    }

    /**
     * What the page says.
     *
     * @param labels what each series has to have; one that has not is counted with its labels in its key
     * @param companion whether the application did not send this text, but a driver, a pool or another agent did
     */
    static Counts ofPage(String page, Map<String, String> labels, Predicate<String> companion) {
        Counts counts = new Counts();
        Map<String, String> texts = new TreeMap<>();
        Set<String> companions = new HashSet<>();
        for (Sample info : Sample.named(page, "sonde_query_info")) {
            texts.put(info.label("query_id"), info.label("db_query_text"));
            if (companion.test(info.label("db_query_text"))) {
                companions.add(info.label("db_query_summary"));
            }
        }
        for (Sample count : Sample.named(page, "db_client_operation_duration_seconds_count")) {
            if (!companion.test(texts.getOrDefault(count.label("query_id"), ""))) {
                String what = count.label("db_operation_name") + " [" + count.label("error_type") + "] ";
                add(counts.executions, what + query(count, texts, labels), (long) count.value());
            }
        }
        for (Sample sum : Sample.named(page, "sonde_batch_elements_total")) {
            add(counts.elements, query(sum, texts, labels), (long) sum.value());
        }
        for (Sample failed : Sample.named(page, "sonde_query_errors_total")) {
            String what = failed.label("error_type") + " " + failed.label("sqlstate_class") + " ";
            add(counts.failures, what + query(failed, texts, labels), (long) failed.value());
        }
        read(page, "db_client_response_returned_rows_count", labels, companions, counts.resultSets);
        read(page, "db_client_response_returned_rows_sum", labels, companions, counts.rows);
        return counts;
    }

    /** @param companions the summaries, an operation and its tables, of what the application did not send */
    private static void read(
            String page, String name, Map<String, String> labels, Set<String> companions, Map<String, Long> read) {
        for (Sample sample : Sample.named(page, name)) {
            String from = (sample.label("db_operation_name") + " " + sample.label("db_collection_name")).strip();
            if (companions.stream().noneMatch(summary -> (summary + " ").startsWith(from + " "))) {
                add(read, labelled(from, sample, labels), (long) sample.value());
            }
        }
    }

    /**
     * Where a server says otherwise: each query has to be there under its id and, if it was never in a batch and never failed, as often.
     * Servers see a call of a procedure with the driver's own variables in it.
     *
     * @param calls by query id
     */
    List<String> differences(Map<String, Long> calls, Exactness exactness) {
        Set<String> unclear = new HashSet<>();
        executions.keySet().stream().filter(Counts::isBatchOrFailed).forEach(key -> unclear.add(id(key)));
        List<String> lines = new ArrayList<>();
        executions.forEach((key, times) -> {
            if (isBatchOrFailed(key) || key.startsWith("CALL")) {
                return;
            }
            String id = id(key);
            Long called = calls.get(id);
            boolean exact = exactness != Exactness.NONE && !unclear.contains(id);
            boolean mayMiss = exactness == Exactness.BUT_CONCURRENT && concurrent.contains(id);
            if (called == null || (exact && (called > times || (called < times && !mayMiss)))) {
                lines.add(key + ": " + times + " written, " + called + " at the server");
            }
        });
        return lines;
    }

    private static boolean isBatchOrFailed(String key) {
        return key.startsWith("BATCH") || !key.contains("[]");
    }

    private static String id(String key) {
        int at = key.indexOf("] ") + 2;
        return key.substring(at, Math.min(at + 16, key.length()));
    }

    /** Where another side says otherwise, a line for each. */
    List<String> differences(Counts other) {
        List<String> lines = new ArrayList<>();
        differences("executions", executions, other.executions, lines);
        differences("batch elements", elements, other.elements, lines);
        differences("failures", failures, other.failures, lines);
        differences("result sets", resultSets, other.resultSets, lines);
        differences("rows", rows, other.rows, lines);
        return lines;
    }

    private static void differences(String what, Map<String, Long> some, Map<String, Long> more, List<String> lines) {
        Set<String> keys = new TreeSet<>(some.keySet());
        keys.addAll(more.keySet());
        for (String key : keys) {
            long one = some.getOrDefault(key, 0L);
            long another = more.getOrDefault(key, 0L);
            if (one != another) {
                lines.add(what + " of " + key + ": " + one + " written, " + another + " shown");
            }
        }
    }

    private static String query(Sample sample, Map<String, String> texts, Map<String, String> labels) {
        String id = sample.label("query_id");
        String query = id.equals(MIXED) ? MIXED : id + " " + texts.get(id);
        return labelled(query, sample, labels);
    }

    private static String labelled(String key, Sample sample, Map<String, String> labels) {
        return sample.labels().entrySet().containsAll(labels.entrySet()) ? key : key + " with " + sample.labels();
    }

    private static String query(Query query) {
        return QueryId.format(query.id()) + " " + query.text().replace("\"", "\\\"");
    }

    /** The word that a text begins with, if it is one of SQL's. */
    private static String operation(String sql, Dialect dialect) {
        if (sql.startsWith("{")) {
            // PgJDBC sends a select for the call of a function.
            return dialect == Dialect.POSTGRESQL ? "SELECT" : "CALL";
        }
        String first = sql.substring(0, Math.max(0, sql.indexOf(' ')));
        return first.equals("selec") ? "" : first.toUpperCase(Locale.ROOT);
    }

    private static void add(Map<String, Long> counts, String key, long times) {
        if (times > 0) {
            counts.merge(key, times, Long::sum);
        }
    }
}
