package io.sonde.verify.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the statements of a file: blocks between empty lines, with lines of the form {@code # key: value} before the
 * text. Keys are {@code section} (for all that follow), {@code params} (separated by {@code |}), {@code on},
 * {@code only} and {@code unequal} (a server, a colon, the reason).
 */
final class Corpus {

    private Corpus() {}

    static List<CorpusStatement> read(String file) {
        List<CorpusStatement> statements = new ArrayList<>();
        String section = "";
        for (String block : text(file).split("\n\n+", -1)) {
            List<String> params = new ArrayList<>();
            List<String> on = new ArrayList<>();
            List<CorpusStatement.Unequal> unequal = new ArrayList<>();
            String only = "";
            StringBuilder sql = new StringBuilder();
            for (String line : block.split("\n", -1)) {
                if (!line.startsWith("# ") || sql.length() > 0) {
                    sql.append(sql.length() > 0 ? "\n" : "").append(line);
                    continue;
                }
                int colon = line.indexOf(':');
                String value = line.substring(colon + 1).strip();
                switch (line.substring(2, colon)) {
                    case "section" -> section = value;
                    case "params" -> params.addAll(split(value, '|'));
                    case "on" -> on.addAll(split(value, ','));
                    case "only" -> only = value;
                    case "unequal" -> {
                        int end = value.indexOf(':');
                        unequal.add(new CorpusStatement.Unequal(
                                value.substring(0, end),
                                value.substring(end + 1).strip()));
                    }
                    default -> throw new IllegalArgumentException(file + ": unknown key in " + line);
                }
            }
            if (!sql.toString().isBlank()) {
                statements.add(new CorpusStatement(section, sql.toString().stripTrailing(), params, on, only, unequal));
            }
        }
        return statements;
    }

    static List<String> statements(String file) {
        return split(text(file), ';');
    }

    static String text(String file) {
        try (InputStream in = Corpus.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("No file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(separator, start);
            end = end < 0 ? text.length() : end;
            String part = text.substring(start, end).strip();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            start = end + 1;
        }
        return parts;
    }
}
