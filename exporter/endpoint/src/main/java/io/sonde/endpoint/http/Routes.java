package io.sonde.endpoint.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which page is where. Any thread; a page that is added is seen by the next request. */
final class Routes {

    private final Map<String, Map<Verb, Page>> byPath = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if the place is taken, or the path is none */
    void add(Page page) {
        if (!page.path().startsWith("/")) {
            throw new IllegalArgumentException("a path starts with a slash: " + page.path());
        }
        byPath.compute(page.path(), (path, pages) -> {
            Map<Verb, Page> more = new EnumMap<>(Verb.class);
            if (pages != null) {
                more.putAll(pages);
            }
            if (more.put(page.verb(), page) != null) {
                throw new IllegalArgumentException("there is a page for " + page.verb() + " " + path + " already");
            }
            return more;
        });
    }

    /** The pages of a path by verb, or null if there is none. */
    @Nullable
    Map<Verb, Page> at(String path) {
        return byPath.get(path);
    }

    static String allow(Map<Verb, Page> pages) {
        List<String> methods = new ArrayList<>();
        if (pages.containsKey(Verb.GET)) {
            methods.add("GET");
            methods.add("HEAD");
        }
        if (pages.containsKey(Verb.POST)) {
            methods.add("POST");
        }
        return String.join(", ", methods);
    }
}
