package io.sonde.exporter.postgres;

import io.sonde.exporter.scrape.Coverage;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SQL with a condition that keeps to the databases of which a target tells: <code>{told:d.datname}</code>, about the expression with a
 * database's name. Where a target tells of the rest, what belongs to no database is part of it. For one thread at a time.
 */
final class Covered {

    private static final Pattern MARK = Pattern.compile("\\{told:([a-z.]+)}");

    /** The texts of targets that tell of their own database, of which all have the same. */
    private static final Map<String, String> OWN = new ConcurrentHashMap<>();

    private @Nullable Coverage coverage;
    private String text = "";
    private String made = "";

    /** The text with its conditions. Likely the same as the last time, and then not made anew. */
    String sql(String marked, Coverage told) {
        if (!told.rest()) {
            return OWN.computeIfAbsent(marked, m -> replaced(m, told));
        }
        if (!told.equals(coverage) || !marked.equals(text)) {
            made = replaced(marked, told);
            text = marked;
            coverage = told;
        }
        return made;
    }

    private static String replaced(String marked, Coverage told) {
        return MARK.matcher(marked).replaceAll(mark -> Matcher.quoteReplacement(condition(mark.group(1), told)));
    }

    private static String condition(String name, Coverage told) {
        if (told.all()) {
            return "true";
        }
        if (!told.rest()) {
            return name + " = current_database()";
        }
        StringBuilder others = new StringBuilder();
        for (String other : new TreeSet<>(told.others())) {
            others.append(others.length() == 0 ? "" : ", ").append(quoted(other));
        }
        return "(" + name + " IS NULL OR " + name + " NOT IN (" + others + "))";
    }

    /** As a literal, whatever the server thinks of back-slashes. */
    private static String quoted(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
