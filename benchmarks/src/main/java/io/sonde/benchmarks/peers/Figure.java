package io.sonde.benchmarks.peers;

/** Per operation: the median of all iterations in nanoseconds, and what was allocated in bytes. */
record Figure(double nanos, double bytes) {

    Figure minus(Figure other) {
        return new Figure(nanos - other.nanos, bytes - other.bytes);
    }

    /** As in "1 187 ns, 2 312 B". */
    String text() {
        return number(nanos) + ", " + number(bytes);
    }

    static String number(double value) {
        if (Math.abs(value) < 10) {
            String text = String.format("%.1f", value);
            return text.equals("-0.0") || text.equals("0.0") ? "0" : text;
        }
        return String.format("%,d", Math.round(value)).replace(',', ' ');
    }
}
