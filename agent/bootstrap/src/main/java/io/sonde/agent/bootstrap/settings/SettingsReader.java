package io.sonde.agent.bootstrap.settings;

import io.sonde.agent.bootstrap.failure.LogLevel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes typed settings of texts. A wrong value is a problem, and the default holds. Nothing is thrown. */
final class SettingsReader {

    private static final LogLevel[] LEVELS = LogLevel.values();

    private final Map<SettingKey, Given> start;
    private final Map<SettingKey, Given> file;
    private final List<Problem> startProblems;
    private final List<Problem> fileProblems;

    private SettingsReader(
            Map<SettingKey, Given> start,
            Map<SettingKey, Given> file,
            List<Problem> startProblems,
            List<Problem> fileProblems) {
        this.start = start;
        this.file = file;
        this.startProblems = startProblems;
        this.fileProblems = fileProblems;
    }

    /**
     * Reads all settings.
     *
     * @param start goes before {@code file}
     * @param startProblems takes wrong values of {@code start}
     * @param fileProblems takes wrong values of {@code file}
     */
    static AgentSettings read(
            Map<SettingKey, Given> start,
            Map<SettingKey, Given> file,
            List<Problem> startProblems,
            List<Problem> fileProblems) {
        return new SettingsReader(start, file, startProblems, fileProblems).all();
    }

    private AgentSettings all() {
        AgentSettings defaults = AgentSettings.DEFAULTS;
        return new AgentSettings(
                text(SettingKey.CONFIG, defaults.config()),
                flag(SettingKey.ENABLED, defaults.enabled()),
                text(SettingKey.HOST, defaults.host()),
                number(SettingKey.PORT, defaults.port(), 0, 65535),
                number(SettingKey.QUERIES_HELD, defaults.queriesHeld(), 1, 100_000),
                number(SettingKey.QUERIES_PUBLISHED, defaults.queriesPublished(), 1, 100_000),
                pairs(SettingKey.SERVER_ALIASES),
                level(SettingKey.LOG_LEVEL, defaults.logLevel()),
                nanos(
                        SettingKey.EXECUTIONS_LONG,
                        defaults.executionsLongNanos(),
                        100 * Durations.MILLISECOND,
                        24 * Durations.HOUR),
                nanos(SettingKey.START_WAIT, defaults.startWaitNanos(), 0, 5 * Durations.MINUTE));
    }

    private @Nullable Given given(SettingKey key) {
        Given first = start.get(key);
        return first == null ? file.get(key) : first;
    }

    private String text(SettingKey key, String otherwise) {
        Given given = given(key);
        return given == null ? otherwise : given.text();
    }

    private boolean flag(SettingKey key, boolean otherwise) {
        Given given = given(key);
        if (given == null) {
            return otherwise;
        }
        boolean yes = given.text().equals("true");
        if (yes || given.text().equals("false")) {
            return yes;
        }
        wrong(given, given.text(), "true or false", "using " + otherwise);
        return otherwise;
    }

    private int number(SettingKey key, int otherwise, int min, int max) {
        Given given = given(key);
        if (given == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(given.text());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        wrong(given, given.text(), "a number from " + min + " to " + max, "using " + otherwise);
        return otherwise;
    }

    /** A time in nanoseconds; see {@link Durations}. */
    long nanos(SettingKey key, long otherwise, long min, long max) {
        Given given = given(key);
        if (given == null) {
            return otherwise;
        }
        long nanos = Durations.nanos(given.text());
        if (nanos >= min && nanos <= max) {
            return nanos;
        }
        String expected =
                "a time from " + Durations.text(min) + " to " + Durations.text(max) + ", like 500ms, 10s or 2m";
        wrong(given, given.text(), expected, "using " + Durations.text(otherwise));
        return otherwise;
    }

    private LogLevel level(SettingKey key, LogLevel otherwise) {
        Given given = given(key);
        if (given == null) {
            return otherwise;
        }
        for (LogLevel level : LEVELS) {
            if (level.text().equals(given.text())) {
                return level;
            }
        }
        wrong(given, given.text(), "off, warn, info or debug", "using " + otherwise.text());
        return otherwise;
    }

    /** {@code name=other;name=other} */
    private Map<String, String> pairs(SettingKey key) {
        Map<String, String> pairs = new HashMap<>();
        Given given = given(key);
        String text = given == null ? "" : given.text();
        int from = 0;
        while (given != null && from < text.length()) {
            int semicolon = text.indexOf(';', from);
            int to = semicolon < 0 ? text.length() : semicolon;
            String pair = text.substring(from, to).trim();
            int equals = pair.indexOf('=');
            if (equals > 0 && equals < pair.length() - 1) {
                pairs.put(
                        pair.substring(0, equals).trim(),
                        pair.substring(equals + 1).trim());
            } else if (!pair.isEmpty()) {
                wrong(given, pair, "host:port=name;…", "using no alias for it");
            }
            from = to + 1;
        }
        return pairs;
    }

    private void wrong(Given given, String value, String expected, String instead) {
        String what = given.where() + " is " + Problem.quoted(value) + " but must be " + expected;
        (given.inFile() ? fileProblems : startProblems).add(new Problem(what, instead));
    }
}
