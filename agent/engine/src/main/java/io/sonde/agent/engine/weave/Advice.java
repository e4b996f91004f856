package io.sonde.agent.engine.weave;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is woven into a method, and which methods get it. */
enum Advice {
    EXECUTE_PREPARED(JdbcType.STATEMENT),
    EXECUTE_TEXT(JdbcType.STATEMENT),
    EXECUTE_BATCH(JdbcType.STATEMENT),
    ADD_BATCH(JdbcType.STATEMENT),
    ADD_BATCH_TEXT(JdbcType.STATEMENT),
    CLEAR_BATCH(JdbcType.STATEMENT),
    PREPARE(JdbcType.CONNECTION),
    CREATE(JdbcType.CONNECTION),
    CONNECT(JdbcType.DRIVER);

    private static final Map<String, Advice> BY_METHOD = methods();

    private final JdbcType type;

    Advice(JdbcType type) {
        this.type = type;
    }

    JdbcType type() {
        return type;
    }

    /**
     * The advice for a method, or null. Descriptors are JDBC's own: a method that returns a narrower type comes with a bridge that has
     * the descriptor of the interface, and the bridge is what applications call.
     */
    static @Nullable Advice of(String name, String descriptor) {
        return BY_METHOD.get(name + descriptor);
    }

    private static Map<String, Advice> methods() {
        Map<String, Advice> methods = new HashMap<>();
        String text = "Ljava/lang/String;";
        String[] keys = {text, text + "I", text + "[I", text + "[" + text};
        String[][] namesAndResults = {{"execute", "Z"}, {"executeUpdate", "I"}, {"executeLargeUpdate", "J"}};
        for (String[] method : namesAndResults) {
            methods.put(method[0] + "()" + method[1], EXECUTE_PREPARED);
            for (String parameters : keys) {
                methods.put(method[0] + "(" + parameters + ")" + method[1], EXECUTE_TEXT);
            }
        }
        methods.put("executeQuery()Ljava/sql/ResultSet;", EXECUTE_PREPARED);
        methods.put("executeQuery(" + text + ")Ljava/sql/ResultSet;", EXECUTE_TEXT);
        methods.put("executeBatch()[I", EXECUTE_BATCH);
        methods.put("executeLargeBatch()[J", EXECUTE_BATCH);
        methods.put("addBatch()V", ADD_BATCH);
        methods.put("addBatch(" + text + ")V", ADD_BATCH_TEXT);
        methods.put("clearBatch()V", CLEAR_BATCH);
        for (String parameters :
                new String[] {text, text + "I", text + "II", text + "III", text + "[I", text + "[" + text}) {
            methods.put("prepareStatement(" + parameters + ")Ljava/sql/PreparedStatement;", PREPARE);
            methods.put("prepareCall(" + parameters + ")Ljava/sql/CallableStatement;", PREPARE);
        }
        for (String parameters : new String[] {"", "II", "III"}) {
            methods.put("createStatement(" + parameters + ")Ljava/sql/Statement;", CREATE);
        }
        methods.put("connect(" + text + "Ljava/util/Properties;)Ljava/sql/Connection;", CONNECT);
        return Map.copyOf(methods);
    }
}
