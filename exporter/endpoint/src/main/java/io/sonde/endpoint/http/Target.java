package io.sonde.endpoint.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request target, decoded (RFC 9112, 3.2): the origin form {@code /path?query}, or the absolute form that is meant for
 * proxies.
 *
 * @param path percent-decoded, starting with a slash
 * @param parameters of the query, percent-decoded, in their order
 */
record Target(String path, Map<String, List<String>> parameters) {

    private static final int MAX_PARAMETERS = 1000;

    static Target parse(String raw) throws BadRequestException {
        String target = originForm(raw);
        int fragment = target.indexOf('#');
        if (fragment >= 0) {
            throw new BadRequestException("a request target has no fragment");
        }
        int question = target.indexOf('?');
        String path = decode(question < 0 ? target : target.substring(0, question), false);
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new BadRequestException("a path starts with a slash");
        }
        return new Target(path, question < 0 ? Map.of() : query(target.substring(question + 1)));
    }

    private static String originForm(String raw) throws BadRequestException {
        if (raw.startsWith("/")) {
            return raw;
        }
        int scheme = raw.indexOf("://");
        if (!raw.regionMatches(true, 0, "http", 0, 4) || scheme < 4 || scheme > 5) {
            throw new BadRequestException("a request target is a path");
        }
        int path = raw.indexOf('/', scheme + 3);
        return path < 0 ? "/" : raw.substring(path);
    }

    private static Map<String, List<String>> query(String query) throws BadRequestException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        int count = 0;
        for (int start = 0; start <= query.length(); ) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            if (end > start) {
                if (++count > MAX_PARAMETERS) {
                    throw new BadRequestException("more than " + MAX_PARAMETERS + " parameters");
                }
                int equals = query.indexOf('=', start);
                boolean bare = equals < 0 || equals > end;
                String name = decode(query.substring(start, bare ? end : equals), true);
                String value = bare ? "" : decode(query.substring(equals + 1, end), true);
                parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
            start = end + 1;
        }
        return parameters;
    }

    private static String decode(String text, boolean plusIsSpace) throws BadRequestException {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length()) {
                    throw new BadRequestException("an incomplete escape");
                }
                bytes.write(hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2)));
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.write(' ');
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                throw new BadRequestException("a character that must be escaped");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequestException("an escape that is not UTF-8");
        }
    }

    private static int hex(char c) throws BadRequestException {
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw new BadRequestException("an escape that is not hexadecimal");
        }
        return digit;
    }
}
