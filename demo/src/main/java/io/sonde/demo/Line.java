package io.sonde.demo;

/** One line of what the tour shows. */
record Line(String text, Style style) {
    /** How a line looks where there is more than plain text. */
    enum Style {
        PLAIN("0", "#d0d7de"),
        TITLE("1", "#ffffff"),
        HEAD("1;36", "#56d4dd"),
        GOOD("32", "#57ab5a"),
        BAD("31", "#f47067"),
        DIM("2", "#848d97");

        private final String ansi;
        private final String colour;

        Style(String ansi, String colour) {
            this.ansi = ansi;
            this.colour = colour;
        }

        String ansi() {
            return ansi;
        }

        /** For pictures with a dark background. */
        String colour() {
            return colour;
        }
    }

    /** At most so many characters of it. */
    Line cut(int columns) {
        return text.length() <= columns ? this : new Line(text.substring(0, columns), style);
    }

    static Line plain(String text) {
        return new Line(text, Style.PLAIN);
    }

    static final Line EMPTY = plain("");
}
