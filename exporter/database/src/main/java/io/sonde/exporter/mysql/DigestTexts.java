package io.sonde.exporter.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of a server's digests, each read once. For one thread at a time. */
final class DigestTexts {

    /** How many texts are asked for at once. */
    private static final int PORTION = 500;

    private final Map<DigestKey, DigestText> texts = new HashMap<>();

    @Nullable
    DigestText get(DigestKey digest) {
        return texts.get(digest);
    }

    /** Forgets digests that are gone, and reads the texts of new ones. */
    void update(Connection connection, Collection<DigestKey> present) throws SQLException {
        texts.keySet().retainAll(present);
        List<DigestKey> unknown = new ArrayList<>();
        for (DigestKey digest : present) {
            if (!texts.containsKey(digest)) {
                unknown.add(digest);
            }
        }
        for (int from = 0; from < unknown.size(); from += PORTION) {
            read(connection, unknown.subList(from, Math.min(unknown.size(), from + PORTION)));
        }
    }

    private void read(Connection connection, List<DigestKey> digests) throws SQLException {
        String sql = "SELECT IFNULL(SCHEMA_NAME, ''), DIGEST, DIGEST_TEXT,"
                + " LEAST(@@max_digest_length, @@performance_schema_max_digest_length)"
                + " FROM performance_schema.events_statements_summary_by_digest WHERE DIGEST IN (?"
                + ", ?".repeat(digests.size() - 1) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < digests.size(); i++) {
                statement.setString(1 + i, digests.get(i).digest());
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String text = row.getString(3);
                    if (text != null) {
                        texts.put(
                                new DigestKey(row.getString(1), row.getString(2)), DigestText.of(text, row.getInt(4)));
                    }
                }
            }
        }
    }
}
