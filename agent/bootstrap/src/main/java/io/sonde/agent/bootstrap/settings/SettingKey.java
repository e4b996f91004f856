package io.sonde.agent.bootstrap.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be set, by the name that agent arguments and the file have for it. */
enum SettingKey {
    CONFIG("config", false),
    ENABLED("enabled", false),
    HOST("host", false),
    PORT("port", false),
    QUERIES_HELD("queries.held", false),
    QUERIES_PUBLISHED("queries.published", true),
    SERVER_ALIASES("server.aliases", false),
    LOG_LEVEL("log.level", true),
    EXECUTIONS_LONG("executions.long", true),
    START_WAIT("start.wait", false);

    private static final SettingKey[] ALL = values();

    private final String key;
    private final boolean whileRunning;

    SettingKey(String key, boolean whileRunning) {
        this.key = key;
        this.whileRunning = whileRunning;
    }

    String key() {
        return key;
    }

    /** Whether a change of the file takes effect while the application runs. */
    boolean whileRunning() {
        return whileRunning;
    }

    String property() {
        return "sonde." + key;
    }

    String variable() {
        return "SONDE_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    static @Nullable SettingKey of(String key) {
        for (SettingKey known : ALL) {
            if (known.key.equals(key)) {
                return known;
            }
        }
        return null;
    }

    /** The key that is at most two edits away, or null. */
    static @Nullable SettingKey nearest(String key) {
        SettingKey nearest = null;
        int fewest = 3;
        for (SettingKey known : ALL) {
            int edits = Math.abs(known.key.length() - key.length()) >= fewest ? fewest : edits(known.key, key);
            if (edits < fewest) {
                fewest = edits;
                nearest = known;
            }
        }
        return nearest;
    }

    /** Whether a name of somebody else's is likely meant for this key. Short names are one edit from each other by chance. */
    boolean isMeantBy(String key) {
        return edits(this.key, key) <= (this.key.length() > 5 ? 2 : 1);
    }

    /** What to say behind an unknown key. */
    static String suggestion(String key) {
        SettingKey near = nearest(key);
        if (near != null) {
            return ", did you mean \"" + near.key + "\"?";
        }
        StringBuilder known = new StringBuilder(" (known: ");
        String separator = "";
        for (SettingKey one : ALL) {
            known.append(separator).append(one.key);
            separator = ", ";
        }
        return known.append(')').toString();
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
