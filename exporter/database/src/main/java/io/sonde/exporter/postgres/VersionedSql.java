package io.sonde.exporter.postgres;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL of which some lines are for some major versions of the server only. Such a line begins with what it is for: {@code 17+:}, {@code -16:},
 * {@code 15-17:} or {@code 16:}.
 *
 * <p>Any thread may call it.
 */
final class VersionedSql {

    private static final Pattern MARK = Pattern.compile("\\s*(\\d*)([-+]?)(\\d*):\\s(.*)");

    /** What was made of our own texts, of which every target has the same. */
    private static final Map<String, Map<Integer, String>> MADE = new ConcurrentHashMap<>();

    private final String text;
    private final Map<Integer, String> byMajor;

    /** @param text one of our own, that is a constant: what is made of it is kept for good */
    VersionedSql(String text) {
        this.text = text;
        this.byMajor = MADE.computeIfAbsent(text, t -> new ConcurrentHashMap<>());
    }

    /** The lines for this major version, without their marks. */
    String of(int major) {
        return byMajor.computeIfAbsent(major, this::select);
    }

    private String select(int major) {
        StringBuilder sql = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            Matcher mark = MARK.matcher(line);
            if (!mark.matches() || (mark.group(1).isEmpty() && mark.group(3).isEmpty())) {
                sql.append(line).append('\n');
            } else if (isFor(mark, major)) {
                sql.append(mark.group(4)).append('\n');
            }
        }
        return sql.toString();
    }

    private static boolean isFor(Matcher mark, int major) {
        int from = mark.group(1).isEmpty() ? 0 : Integer.parseInt(mark.group(1));
        int to = !mark.group(3).isEmpty()
                ? Integer.parseInt(mark.group(3))
                : mark.group(2).isEmpty() ? from : Integer.MAX_VALUE;
        return from <= major && major <= to;
    }
}
