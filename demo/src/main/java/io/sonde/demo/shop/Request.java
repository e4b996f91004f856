package io.sonde.demo.shop;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a page needs to know of a request: the path's segments and the query's parameters. */
record Request(String method, List<String> path, Map<String, String> parameters) {
    static Request of(String method, URI uri) {
        Map<String, String> parameters = new HashMap<>();
        String query = uri.getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return new Request(method, List.of(uri.getPath().substring(1).split("/", -1)), parameters);
    }

    /** The n-th segment of the path; an {@link IllegalArgumentException} becomes status 400. */
    String segment(int n) {
        if (n >= path.size()) {
            throw new IllegalArgumentException("the path is too short");
        }
        return path.get(n);
    }

    /** The n-th segment as a number. */
    long id(int n) {
        return Long.parseLong(segment(n));
    }

    String parameter(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(parameter(name, Integer.toString(otherwise)));
    }
}
