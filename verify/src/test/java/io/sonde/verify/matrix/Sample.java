package io.sonde.verify.matrix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of a page. */
record Sample(String name, Map<String, String> labels, double value) {

    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** The samples of that name. */
    static List<Sample> named(String page, String name) {
        return page.lines()
                .filter(line -> line.startsWith(name))
                .map(LINE::matcher)
                .filter(line -> line.matches() && line.group(1).equals(name))
                .map(Sample::of)
                .toList();
    }

    private static Sample of(Matcher line) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(line.group(2) == null ? "" : line.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return new Sample(line.group(1), labels, Double.parseDouble(line.group(3)));
    }

    String label(String label) {
        return labels.getOrDefault(label, "");
    }
}
