package io.sonde.exporter.custom;

import io.sonde.exporter.scrape.Reason;
import io.sonde.exporter.scrape.SkippedException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a user's query, which may hold anything. What is wrong with them is said without what stands in them. */
final class Result {

    private static final int MAX_LABEL = 500;

    private final ResultSet rows;
    private final String query;
    private final Map<String, Integer> columns = new HashMap<>();

    Result(ResultSet rows, String query) throws SQLException {
        this.rows = rows;
        this.query = query;
        ResultSetMetaData data = rows.getMetaData();
        for (int i = data.getColumnCount(); i > 0; i--) {
            columns.put(data.getColumnLabel(i).toLowerCase(Locale.ROOT), i);
        }
    }

    /** As the value of a label; null is empty, and what is long is cut. */
    String text(String column) throws SQLException, SkippedException {
        String text = rows.getString(index(column));
        if (text == null) {
            return "";
        }
        if (text.length() <= MAX_LABEL) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LABEL - 1)) ? MAX_LABEL - 1 : MAX_LABEL;
        return text.substring(0, end);
    }

    /** As a value; null when there is none. */
    @Nullable
    Double number(String column) throws SQLException, SkippedException {
        Object value = rows.getObject(index(column));
        if (value == null) {
            return null;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        }
        if (value instanceof String text) {
            // Some databases have numbers as texts.
            try {
                return Double.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw bad("the column " + column + " should be a number and is another text");
            }
        }
        throw bad("the column " + column + " should be a number and is of the type "
                + value.getClass().getSimpleName());
    }

    private int index(String column) throws SkippedException {
        Integer index = columns.get(column.toLowerCase(Locale.ROOT));
        if (index == null) {
            throw bad("there is no column " + column);
        }
        return index;
    }

    SkippedException bad(String what) {
        return new SkippedException(Reason.BAD_RESULT, "another query " + query + ": " + what);
    }
}
