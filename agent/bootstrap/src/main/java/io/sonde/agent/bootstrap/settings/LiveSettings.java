package io.sonde.agent.bootstrap.settings;

import io.sonde.agent.bootstrap.failure.LogLevel;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings that hold now. Those that may change while the application runs follow the file.
 *
 * <p>{@link #get} and what tells of the last reading may be asked by any thread; {@link #look} is one thread's. Nothing is thrown: a
 * wrong key or value costs a sentence and the default at start, and a change of the file that is wrong in anything changes nothing.
 */
public final class LiveSettings implements Supplier<AgentSettings> {

    /*
     * The whole file is read at each look, some 30 µs: times of files have the precision of a second on some file systems, and links
     * that are switched (as in a Kubernetes volume) may show an older time than before. A change takes effect when two looks have found
     * the same, so that a file which an editor is just writing is not taken for one that has fewer settings.
     */

    private static final int MOST_PROBLEMS_SAID = 5;

    private final Map<SettingKey, Given> start;
    private final @Nullable File file;
    private final BiConsumer<LogLevel, String> log;
    private final Map<SettingKey, Given> atStart;
    private Map<SettingKey, Given> accepted;
    private SettingsFile.Content known;
    private SettingsFile.Content found;
    private volatile AgentSettings current;
    private volatile boolean successful;
    private volatile long successMillis;

    private LiveSettings(Map<SettingKey, Given> start, List<Problem> problems, BiConsumer<LogLevel, String> log) {
        this.start = start;
        this.log = log;
        Given path = start.get(SettingKey.CONFIG);
        this.file = path == null || path.text().isEmpty() ? null : new File(path.text());
        this.known = file == null ? new SettingsFile.Content("", "") : SettingsFile.read(file);
        this.found = known;
        List<Problem> inFile = new ArrayList<>();
        if (!known.failure().isEmpty()) {
            inFile.add(
                    new Problem("cannot read the configuration file: " + known.failure(), "the other settings hold"));
        }
        this.atStart = SettingsFile.parse(String.valueOf(file), known.text(), inFile);
        this.accepted = atStart;
        this.current = SettingsReader.read(start, atStart, problems, inFile);
        this.successful = inFile.isEmpty();
        this.successMillis = successful ? System.currentTimeMillis() : 0;
        problems.addAll(inFile);
    }

    /**
     * Reads the settings from, first match wins, the agent's arguments ({@code port=9476,host=…}), system properties
     * ({@code sonde.port}), the environment ({@code SONDE_PORT}) and the file that one of these names ({@code config}).
     *
     * @param arguments what follows {@code =} in {@code -javaagent}, or null
     * @param log is told, in a sentence each, what was wrong and what holds instead
     */
    public static LiveSettings read(
            @Nullable String arguments,
            Map<?, ?> properties,
            Map<String, String> environment,
            BiConsumer<LogLevel, String> log) {
        List<Problem> problems = new ArrayList<>();
        Map<SettingKey, Given> start = StartSources.read(arguments, properties, environment, problems);
        LiveSettings settings = new LiveSettings(start, problems, log);
        settings.sayAtStart(problems);
        return settings;
    }

    private void sayAtStart(List<Problem> problems) {
        // The level was not known before.
        if (current.logLevel() != LogLevel.OFF) {
            int said = Math.min(problems.size(), 2 * MOST_PROBLEMS_SAID);
            for (int i = 0; i < said; i++) {
                log.accept(LogLevel.WARN, problems.get(i).toString());
            }
            if (said < problems.size()) {
                log.accept(LogLevel.WARN, "and " + (problems.size() - said) + " more wrong settings");
            }
        }
    }

    /** The settings that hold now. */
    @Override
    public AgentSettings get() {
        return current;
    }

    /** Whether there is a file to {@linkplain #look look} at. */
    public boolean hasFile() {
        return file != null;
    }

    /** Whether all that the last reading found was right, and is used. */
    public boolean lastReadingSuccessful() {
        return successful;
    }

    /** When a reading was last successful, in milliseconds since 1970; 0 for never. */
    public long lastSuccessMillis() {
        return successMillis;
    }

    /**
     * Reads the file, and uses what has changed in it and was the same at the look before.
     *
     * @return whether another look should follow soon
     */
    public boolean look() {
        if (file == null) {
            return false;
        }
        SettingsFile.Content now = SettingsFile.read(file);
        boolean settled = now.equals(found);
        found = now;
        if (!settled) {
            return true;
        }
        if (!now.equals(known)) {
            known = now;
            changed(file, now);
        }
        return false;
    }

    private void changed(File from, SettingsFile.Content content) {
        List<Problem> problems = new ArrayList<>();
        if (!content.failure().isEmpty()) {
            problems.add(new Problem("cannot read the configuration file: " + content.failure(), ""));
        }
        Map<SettingKey, Given> changed = SettingsFile.parse(from.toString(), content.text(), problems);
        SettingsReader.read(Map.of(), changed, new ArrayList<>(), problems);
        if (!problems.isEmpty()) {
            successful = false;
            sayRefused(problems);
            return;
        }
        Map<SettingKey, Given> used = new EnumMap<>(SettingKey.class);
        for (SettingKey key : SettingKey.values()) {
            Given given = (key.whileRunning() ? changed : atStart).get(key);
            if (given != null) {
                used.put(key, given);
            }
        }
        current = SettingsReader.read(start, used, new ArrayList<>(), new ArrayList<>());
        successMillis = System.currentTimeMillis();
        successful = true;
        sayUsed(from, changed);
        sayNotUsed(from, changed);
        accepted = changed;
    }

    private void sayRefused(List<Problem> problems) {
        StringBuilder sentence = new StringBuilder("the changed configuration is not used: ");
        int said = Math.min(problems.size(), MOST_PROBLEMS_SAID);
        for (int i = 0; i < said; i++) {
            sentence.append(i == 0 ? "" : "; ").append(problems.get(i).what());
        }
        if (said < problems.size()) {
            sentence.append("; and ").append(problems.size() - said).append(" more");
        }
        log.accept(
                LogLevel.WARN,
                sentence.append(". The settings from before hold").toString());
    }

    private void sayUsed(File from, Map<SettingKey, Given> changed) {
        StringBuilder sentence = new StringBuilder(from + " was read again");
        String separator = ": ";
        for (SettingKey key : SettingKey.values()) {
            if (key.whileRunning() && !start.containsKey(key) && !same(changed.get(key), accepted.get(key))) {
                Given now = changed.get(key);
                sentence.append(separator).append(key.key()).append(" is ");
                sentence.append(now == null ? "the default" : now.text());
                separator = ", ";
            }
        }
        log.accept(LogLevel.INFO, sentence.toString());
    }

    private void sayNotUsed(File from, Map<SettingKey, Given> changed) {
        for (SettingKey key : SettingKey.values()) {
            Given now = changed.get(key);
            if (same(now, accepted.get(key))) {
                continue;
            }
            Given first = start.get(key);
            if (first != null && now != null) {
                log.accept(LogLevel.WARN, now.where() + " has no effect: " + first.where() + " goes before it");
            } else if (first == null && !key.whileRunning() && !same(now, atStart.get(key))) {
                String where = now == null ? from + ": " + key.key() : now.where();
                log.accept(LogLevel.WARN, where + " has changed; that takes effect when the application is restarted");
            }
        }
    }

    private static boolean same(@Nullable Given one, @Nullable Given other) {
        return Objects.equals(one == null ? null : one.text(), other == null ? null : other.text());
    }
}
