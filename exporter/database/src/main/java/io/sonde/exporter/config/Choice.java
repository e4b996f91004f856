package io.sonde.exporter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which names are meant. In a pattern {@code *} stands for any characters, {@code ?} for one. Immutable.
 *
 * @param include patterns, of which one must fit; empty for all names
 * @param exclude patterns, of which none may fit
 */
public record Choice(List<String> include, List<String> exclude) {

    /** Every name. */
    public static final Choice ALL = new Choice(List.of(), List.of());

    public Choice {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    public boolean includes(String name) {
        return (include.isEmpty() || fits(include, name)) && !fits(exclude, name);
    }

    /** The patterns of both lists that fit none of these names, and so are probably mistaken. */
    public List<String> fittingNone(List<String> names) {
        List<String> left = new ArrayList<>(include);
        left.addAll(exclude);
        left.removeIf(pattern -> names.stream().anyMatch(name -> fits(pattern, name)));
        return left;
    }

    private static boolean fits(List<String> patterns, String name) {
        for (String pattern : patterns) {
            if (fits(pattern, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(String pattern, String name) {
        if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
            return pattern.equals(name);
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
    }
}
