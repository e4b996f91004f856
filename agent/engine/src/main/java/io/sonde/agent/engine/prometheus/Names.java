package io.sonde.agent.engine.prometheus;

/** What Prometheus's model asks of each name on each page. The build has it ask here. */
public final class Names {

    private Names() {}

    /**
     * Whether a text has something in it and UTF-8 can say it: no half of a surrogate pair stands alone. Not by an encoder made for the
     * occasion, which was 56 kB of each page.
     */
    public static boolean isValidUtf8(String name) {
        for (int i = 0; i < name.length(); i++) {
            char one = name.charAt(i);
            if (Character.isSurrogate(one)) {
                i++;
                if (i == name.length() || !Character.isSurrogatePair(one, name.charAt(i))) {
                    return false;
                }
            }
        }
        return !name.isEmpty();
    }
}
