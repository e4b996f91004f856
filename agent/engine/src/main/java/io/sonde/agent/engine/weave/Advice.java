package io.sonde.agent.engine.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is woven into a method, and which methods get it. */
enum Advice {
    EXECUTE_PREPARED(JdbcType.STATEMENT),
    EXECUTE_TEXT(JdbcType.STATEMENT),
    EXECUTE_BATCH(JdbcType.STATEMENT),
    ADD_BATCH(JdbcType.STATEMENT),
    ADD_BATCH_TEXT(JdbcType.STATEMENT),
    CLEAR_BATCH(JdbcType.STATEMENT),
    GET_RESULT_SET(JdbcType.STATEMENT),
    GET_MORE_RESULTS(JdbcType.STATEMENT),
    GET_MORE_RESULTS_CHOSEN(JdbcType.STATEMENT),
    CLOSE_STATEMENT(JdbcType.STATEMENT),
    NEXT(JdbcType.RESULT_SET),
    MOVE(JdbcType.RESULT_SET),
    CLOSE_RESULT_SET(JdbcType.RESULT_SET),
    METADATA(JdbcType.METADATA),
    PREPARE(JdbcType.CONNECTION),
    CREATE(JdbcType.CONNECTION),
    CLOSE_CONNECTION(JdbcType.CONNECTION),
    CONNECT(JdbcType.DRIVER);

    private static final Set<String> PREPARING = Set.of(
            "prepareStatement", "prepareCall", "clientPrepareStatement", "serverPrepareStatement", "prepareInternal");

    private static final String RETURNS_RESULT_SET = ")Ljava/sql/ResultSet;";
    private static final Map<String, List<Advice>> BY_METHOD = methods();

    private final JdbcType type;

    Advice(JdbcType type) {
        this.type = type;
    }

    JdbcType type() {
        return type;
    }

    /** Whether what has this advice must be woven for executions to be counted. */
    boolean counts() {
        return switch (this) {
            case EXECUTE_PREPARED, EXECUTE_TEXT, EXECUTE_BATCH, PREPARE, CREATE -> true;
            default -> false;
        };
    }

    /** Whether there is an advice for such a method in some class. */
    static boolean mayBeFor(String name, String descriptor) {
        return BY_METHOD.containsKey(name + descriptor) || returnsResultSet(descriptor) || prepares(name, descriptor);
    }

    /**
     * The advice for a method of a class of these types, or null. Descriptors are JDBC's own: a method that returns a narrower type comes
     * with a bridge that has the descriptor of the interface, and the bridge is what applications call.
     *
     * <p>Drivers have ways to prepare a text beside JDBC's, which they use themselves for what metadata is asked for and for the changes of an
     * updatable result set: those count too.
     */
    static @Nullable Advice of(String name, String descriptor, Set<JdbcType> types) {
        for (Advice advice : BY_METHOD.getOrDefault(name + descriptor, List.of())) {
            if (types.contains(advice.type)) {
                return advice;
            }
        }
        if (types.contains(JdbcType.CONNECTION) && prepares(name, descriptor)) {
            return PREPARE;
        }
        return types.contains(JdbcType.METADATA) && returnsResultSet(descriptor) ? METADATA : null;
    }

    private static boolean prepares(String name, String descriptor) {
        return PREPARING.contains(name)
                && descriptor.startsWith("(Ljava/lang/String;")
                && (descriptor.endsWith(")Ljava/sql/PreparedStatement;")
                        || descriptor.endsWith(")Ljava/sql/CallableStatement;"));
    }

    static boolean returnsResultSet(String descriptor) {
        return descriptor.endsWith(RETURNS_RESULT_SET);
    }

    private static Map<String, List<Advice>> methods() {
        Map<String, List<Advice>> methods = new HashMap<>();
        String text = "Ljava/lang/String;";
        String[] keys = {text, text + "I", text + "[I", text + "[" + text};
        String[][] namesAndResults = {{"execute", "Z"}, {"executeUpdate", "I"}, {"executeLargeUpdate", "J"}};
        for (String[] method : namesAndResults) {
            add(methods, method[0] + "()" + method[1], EXECUTE_PREPARED);
            for (String parameters : keys) {
                add(methods, method[0] + "(" + parameters + ")" + method[1], EXECUTE_TEXT);
            }
        }
        add(methods, "executeQuery()Ljava/sql/ResultSet;", EXECUTE_PREPARED);
        add(methods, "executeQuery(" + text + ")Ljava/sql/ResultSet;", EXECUTE_TEXT);
        add(methods, "executeBatch()[I", EXECUTE_BATCH);
        add(methods, "executeLargeBatch()[J", EXECUTE_BATCH);
        add(methods, "addBatch()V", ADD_BATCH);
        add(methods, "addBatch(" + text + ")V", ADD_BATCH_TEXT);
        add(methods, "clearBatch()V", CLEAR_BATCH);
        for (String parameters : new String[] {"", "II", "III"}) {
            add(methods, "createStatement(" + parameters + ")Ljava/sql/Statement;", CREATE);
        }
        add(methods, "connect(" + text + "Ljava/util/Properties;)Ljava/sql/Connection;", CONNECT);
        results(methods);
        return Map.copyOf(methods);
    }

    private static void results(Map<String, List<Advice>> methods) {
        add(methods, "getResultSet()Ljava/sql/ResultSet;", GET_RESULT_SET);
        add(methods, "getMoreResults()Z", GET_MORE_RESULTS);
        add(methods, "getMoreResults(I)Z", GET_MORE_RESULTS_CHOSEN);
        add(methods, "next()Z", NEXT);
        for (String move : new String[] {"previous()Z", "first()Z", "last()Z", "absolute(I)Z", "relative(I)Z"}) {
            add(methods, move, MOVE);
        }
        add(methods, "close()V", CLOSE_RESULT_SET);
        add(methods, "close()V", CLOSE_STATEMENT);
        add(methods, "close()V", CLOSE_CONNECTION);
    }

    private static void add(Map<String, List<Advice>> methods, String method, Advice advice) {
        List<Advice> all = new ArrayList<>(methods.getOrDefault(method, List.of()));
        all.add(advice);
        methods.put(method, List.copyOf(all));
    }
}
