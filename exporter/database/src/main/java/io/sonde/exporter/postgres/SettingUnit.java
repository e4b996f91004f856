package io.sonde.exporter.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit of a setting.
 *
 * @param name the base unit: {@code seconds}, {@code bytes}, or nothing
 * @param factor how many base units one of the server's units is
 */
record SettingUnit(String name, double factor) {

    private static final SettingUnit NONE = new SettingUnit("", 1);
    private static final Pattern BYTES = Pattern.compile("(\\d*)(B|kB|MB|GB|TB)");

    /** From the server's notation: {@code ms}, {@code min}, {@code kB}, {@code 8kB}; anything unknown counts as no unit. */
    static SettingUnit of(String unit) {
        return switch (unit) {
            case "" -> NONE;
            case "us" -> new SettingUnit("seconds", 1e-6);
            case "ms" -> new SettingUnit("seconds", 1e-3);
            case "s" -> new SettingUnit("seconds", 1);
            case "min" -> new SettingUnit("seconds", 60);
            case "h" -> new SettingUnit("seconds", 3_600);
            case "d" -> new SettingUnit("seconds", 86_400);
            default -> bytes(unit);
        };
    }

    private static SettingUnit bytes(String unit) {
        Matcher matcher = BYTES.matcher(unit);
        if (!matcher.matches()) {
            return NONE;
        }
        String multiple = matcher.group(1);
        double factor = multiple.isEmpty() ? 1 : Double.parseDouble(multiple);
        int power =
                switch (matcher.group(2)) {
                    case "B" -> 0;
                    case "kB" -> 1;
                    case "MB" -> 2;
                    case "GB" -> 3;
                    default -> 4;
                };
        return new SettingUnit("bytes", factor * Math.pow(1024, power));
    }

    String suffix() {
        return name.isEmpty() ? "" : "_" + name;
    }

    /** In the base unit. Negative values are not amounts but mean something of their own (off, automatic), and stay. */
    double convert(double value) {
        return value < 0 ? value : value * factor;
    }
}
