package io.sonde.agent.bootstrap.settings;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The file of settings: a line {@code key = value} for each, in UTF-8; lines that begin with {@code #} are comments. A key may begin
 * with {@code sonde.}, as system properties do.
 *
 * <p>Reading is bounded: a file of more than {@value #MAX_BYTES} bytes is not read.
 */
final class SettingsFile {

    static final int MAX_BYTES = 64 * 1024;

    /**
     * What a look at the file found.
     *
     * @param text empty if it could not be read
     * @param failure why it could not be read; empty if it could
     */
    record Content(String text, String failure) {}

    private final String path;
    private final Map<SettingKey, Given> given = new EnumMap<>(SettingKey.class);
    private final Map<SettingKey, Integer> lineOf = new EnumMap<>(SettingKey.class);
    private final List<Problem> problems;

    private SettingsFile(String path, List<Problem> problems) {
        this.path = path;
        this.problems = problems;
    }

    /** Reads the file. By {@code java.io} alone, because NIO's file system is the application's to initialise. */
    static Content read(File file) {
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES
                    ? new Content("", file + " (larger than " + MAX_BYTES + " bytes)")
                    : new Content(new String(bytes, StandardCharsets.UTF_8), "");
        } catch (IOException | SecurityException e) {
            String message = e.getMessage();
            return new Content("", message == null ? file.toString() : message);
        }
    }

    static Map<SettingKey, Given> parse(String path, String text, List<Problem> problems) {
        SettingsFile file = new SettingsFile(path, problems);
        // Some editors begin a file with a byte order mark.
        int from = text.startsWith("\uFEFF") ? 1 : 0;
        for (int number = 1; from < text.length(); number++) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            file.line(number, text.substring(from, to).trim());
            from = to + 1;
        }
        return file.given;
    }

    private void line(int number, String line) {
        if (line.isEmpty() || line.charAt(0) == '#') {
            return;
        }
        String where = path + " line " + number;
        int equals = line.indexOf('=');
        if (equals <= 0) {
            problems.add(new Problem(where + " is not of the form key = value", "it is ignored"));
            return;
        }
        String name = line.substring(0, equals).trim();
        String plain = name.startsWith("sonde.") ? name.substring(6) : name;
        SettingKey key = SettingKey.of(plain);
        if (key == null) {
            problems.add(new Problem(
                    where + ": unknown key " + Problem.quoted(name) + SettingKey.suggestion(plain), "it is ignored"));
        } else if (key == SettingKey.CONFIG) {
            problems.add(new Problem(where + ": a file cannot name another file", "it is ignored"));
        } else {
            Integer before = lineOf.put(key, number);
            if (before != null) {
                problems.add(new Problem(
                        where + ": " + plain + " is set in line " + before + " already", "the later holds"));
            }
            given.put(key, new Given(line.substring(equals + 1).trim(), where + ": " + plain, true));
        }
    }
}
