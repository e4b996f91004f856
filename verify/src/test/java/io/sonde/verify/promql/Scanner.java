package io.sonde.verify.promql;

import java.util.ArrayList;
import java.util.List;

/** Cuts PromQL into its words. Durations count as numbers; comments and white space are left out. */
final class Scanner {
    private static final List<String> LONG_SIGNS = List.of("=~", "!~", "!=", "==", ">=", "<=");

    private final String text;
    private int at;

    private Scanner(String text) {
        this.text = text;
    }

    static List<Token> scan(String expr) {
        Scanner scanner = new Scanner(expr);
        List<Token> tokens = new ArrayList<>();
        for (Token token = scanner.next();
                token.kind() != Token.Kind.SIGN || !token.text().isEmpty(); ) {
            tokens.add(token);
            token = scanner.next();
        }
        return tokens;
    }

    private Token next() {
        skip();
        if (at >= text.length()) {
            return new Token(Token.Kind.SIGN, "");
        }
        char c = text.charAt(at);
        if (Character.isLetter(c) || c == '_' || c == ':') {
            return new Token(Token.Kind.NAME, run(d -> Character.isLetterOrDigit(d) || d == '_' || d == ':'));
        }
        if (Character.isDigit(c) || c == '.') {
            return new Token(Token.Kind.NUMBER, run(d -> Character.isLetterOrDigit(d) || d == '.'));
        }
        if (c == '"' || c == '\'' || c == '`') {
            return new Token(Token.Kind.STRING, string(c));
        }
        for (String sign : LONG_SIGNS) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return new Token(Token.Kind.SIGN, sign);
            }
        }
        if ("(){}[],+-*/%^<>=@:".indexOf(c) < 0) {
            throw new IllegalArgumentException("'" + c + "' at " + at + " of: " + text);
        }
        at++;
        return new Token(Token.Kind.SIGN, String.valueOf(c));
    }

    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    private String run(java.util.function.IntPredicate part) {
        int start = at;
        while (at < text.length() && part.test(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String string(char quote) {
        StringBuilder string = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != quote; at++) {
            if (text.charAt(at) == '\\' && quote != '`') {
                at++;
            }
            if (at < text.length()) {
                string.append(text.charAt(at));
            }
        }
        if (at >= text.length()) {
            throw new IllegalArgumentException("a string does not end: " + text);
        }
        at++;
        return string.toString();
    }
}
