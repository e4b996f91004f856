package io.sonde.exporter.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts that people will read.
 *
 * <p>Any thread may call it. Known secrets are replaced wherever they stand; beyond those, whatever is assigned to a name that sounds
 * like a secret, and the password of a URL with user and password.
 */
public final class Mask {

    static final String MASKED = "***";

    /** Shorter ones would take apart ordinary words, and the patterns below still find them. */
    private static final int SHORTEST = 3;

    private static final Pattern ASSIGNED =
            Pattern.compile("(?i)((?:password|passwd|passphrase|pwd|secret|token)\\s*[=:]\\s*)[^\\s&;,\"')]+");
    private static final Pattern IN_AUTHORITY = Pattern.compile("(://[^/\\s:@]*:)[^@\\s/]+@");

    private final List<Supplier<List<String>>> secrets = new CopyOnWriteArrayList<>();

    /** Adds a source of secrets, asked whenever a text is masked. */
    public void hide(Supplier<List<String>> known) {
        secrets.add(known);
    }

    public String apply(String text) {
        String masked = text;
        for (Supplier<List<String>> known : secrets) {
            for (String secret : known.get()) {
                if (secret.length() >= SHORTEST) {
                    masked = masked.replace(secret, MASKED);
                }
            }
        }
        masked = ASSIGNED.matcher(masked).replaceAll("$1" + MASKED);
        return IN_AUTHORITY.matcher(masked).replaceAll("$1" + MASKED + "@");
    }
}
