package io.sonde.agent.bootstrap.settings;

/**
 * A wrong key or value.
 *
 * @param what is wrong, where, and what was expected
 * @param instead what holds instead of it
 */
record Problem(String what, String instead) {

    private static final int SHOWN = 60;

    /** A foreign text as part of a message: short, and on one line. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? '?' : c);
        }
        return shown.append(text.length() > SHOWN ? "…\"" : "\"").toString();
    }

    @Override
    public String toString() {
        return what + "; " + instead;
    }
}
