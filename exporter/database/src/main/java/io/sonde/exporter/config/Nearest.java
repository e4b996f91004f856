package io.sonde.exporter.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the word that was probably meant. */
final class Nearest {

    private Nearest() {}

    /** The candidate with the least edit distance, unless more than half of the word would have to change. */
    static @Nullable String to(String word, List<String> candidates) {
        String best = null;
        int least = Math.max(1, word.length() / 2) + 1;
        for (String candidate : candidates) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein's distance, by rows. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[b.length()];
    }
}
