package io.sonde.verify.promql;

import io.sonde.verify.promql.Expression.LabelUse;
import io.sonde.verify.promql.Expression.Matcher;
import io.sonde.verify.promql.Expression.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** Finds selectors and labels among the words of an expression. It knows where parentheses end, and no grammar beyond that. */
final class Reader {
    private static final Set<String> OPERATORS =
            Set.of("and", "or", "unless", "bool", "offset", "atan2", "inf", "nan", "start", "end");
    private static final Set<String> GROUPING = Set.of("by", "without");
    private static final Set<String> MATCHING = Set.of("on", "ignoring", "group_left", "group_right");
    private static final Token END = new Token(Token.Kind.SIGN, "");

    private final List<Token> tokens;
    /** By the position of the name. */
    private final TreeMap<Integer, Selector> selectors = new TreeMap<>();

    private final List<PendingUse> uses = new ArrayList<>();
    private final Set<String> created = new HashSet<>();

    /** Labels used within a stretch of words, of which not all selectors are known yet. */
    private record PendingUse(List<String> labels, int from, int to) {}

    Reader(List<Token> tokens) {
        this.tokens = tokens;
    }

    Expression read() {
        int i = 0;
        while (i < tokens.size()) {
            i = word(i);
        }
        List<LabelUse> resolved = uses.stream()
                .map(use -> new LabelUse(
                        use.labels(),
                        List.copyOf(selectors.subMap(use.from(), use.to()).values())))
                .toList();
        return new Expression(List.copyOf(selectors.values()), resolved, created);
    }

    private Token token(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : END;
    }

    /** Reads what begins at a word; returns where to go on. */
    private int word(int i) {
        Token token = token(i);
        if (token.isSign("{")) {
            return selector(i, "", i);
        }
        if (token.kind() != Token.Kind.NAME) {
            return i + 1;
        }
        String name = token.text().toLowerCase(Locale.ROOT);
        if (GROUPING.contains(name)) {
            return grouping(i);
        }
        if (MATCHING.contains(name)) {
            return matching(i);
        }
        if (OPERATORS.contains(name)) {
            return i + 1;
        }
        if (token(i + 1).isSign("(")) {
            if (name.equals("label_replace") || name.equals("label_join")) {
                rewriting(i, name.equals("label_join"));
            }
            return i + 1;
        }
        if (token(i + 1).isName("by") || token(i + 1).isName("without")) {
            return i + 1;
        }
        return selector(i, token.text(), i + 1);
    }

    private int selector(int position, String name, int afterName) {
        int i = afterName;
        List<Matcher> matchers = new ArrayList<>();
        if (token(i).isSign("{")) {
            for (i++; !token(i).isSign("}"); ) {
                matchers.add(new Matcher(
                        token(i).text(), token(i + 1).text(), token(i + 2).text()));
                i += token(i + 3).isSign(",") ? 4 : 3;
                if (i > tokens.size()) {
                    throw new IllegalArgumentException("a brace does not close after " + name);
                }
            }
            i++;
        }
        String range = token(i).isSign("[") ? token(i + 1).text() : "";
        String function = token(position - 1).isSign("(") && token(position - 2).kind() == Token.Kind.NAME
                ? token(position - 2).text()
                : "";
        selectors.put(position, new Selector(name, List.copyOf(matchers), function, range));
        return i;
    }

    private int grouping(int i) {
        int close = closing(i + 1);
        List<String> labels = names(i + 1, close);
        if (token(i - 1).isSign(")")) {
            uses.add(new PendingUse(labels, opening(i - 1), i));
        } else {
            uses.add(new PendingUse(labels, close + 1, closing(close + 1)));
        }
        return close + 1;
    }

    private int matching(int i) {
        if (!token(i + 1).isSign("(")) {
            return i + 1;
        }
        int close = closing(i + 1);
        uses.add(new PendingUse(names(i + 1, close), 0, tokens.size()));
        return close + 1;
    }

    /** {@code label_replace(v, "new", "$1", "old", "regex")} and {@code label_join(v, "new", "-", "old", …)}. */
    private void rewriting(int i, boolean join) {
        int close = closing(i + 1);
        List<String> strings = new ArrayList<>();
        for (int j = close - 1; token(j).kind() == Token.Kind.STRING || token(j).isSign(","); j--) {
            if (token(j).kind() == Token.Kind.STRING) {
                strings.add(0, token(j).text());
            }
        }
        created.add(strings.get(0));
        List<String> old = strings.subList(2, join ? strings.size() : 3);
        uses.add(new PendingUse(old.stream().filter(label -> !label.isEmpty()).toList(), i, close));
    }

    private List<String> names(int open, int close) {
        return tokens.subList(open, close).stream()
                .filter(token -> token.kind() == Token.Kind.NAME)
                .map(Token::text)
                .toList();
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += token(i).isSign("(") ? 1 : token(i).isSign(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a parenthesis does not close");
    }

    private int opening(int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            depth += token(i).isSign(")") ? 1 : token(i).isSign("(") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a parenthesis does not open");
    }
}
