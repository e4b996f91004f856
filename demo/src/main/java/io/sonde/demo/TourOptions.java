package io.sonde.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The tour's options.
 *
 * @param duration how long to show the table, counted from the load's start; empty for until Ctrl-C
 * @param pagesPerSecond the load
 * @param visitors threads of the load
 * @param plain blocks one below the other, whatever the terminal can do
 * @param freePorts any free ports instead of the standard ones
 * @param picture where to draw the last table; empty for nowhere
 */
record TourOptions(
        Optional<Duration> duration,
        double pagesPerSecond,
        int visitors,
        boolean plain,
        boolean freePorts,
        Optional<Path> picture) {
    static final String USAGE = """
            mvn -Pdemo -Dtour="OPTIONS", with any of
              --live             until Ctrl-C (the default)
              --duration=60s     ends by itself after that time; also 2m
              --once             shows one table after 20 s of load and ends
              --rate=40          pages per second that the visitors ask for
              --visitors=4       how many visitors there are
              --plain            no drawing in place
              --free-ports       any free ports instead of 8080, 9476 and 9477
              --svg=FILE         draws the last table as a picture
            """;

    static final TourOptions DEFAULTS = new TourOptions(Optional.empty(), 40, 4, false, false, Optional.empty());
    private static final Duration ONCE = Duration.ofSeconds(20);

    /**
     * Reads options; each argument may hold several, separated by blanks.
     *
     * @throws IllegalArgumentException naming the option that is wrong
     */
    static TourOptions parse(String... arguments) {
        TourOptions options = DEFAULTS;
        for (String option : String.join(" ", arguments).strip().split("\\s+", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            try {
                options = options.with(name, value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("not an option: " + option + "\n" + USAGE, e);
            }
        }
        return options;
    }

    private TourOptions with(String name, String value) {
        return switch (name) {
            case "", "--live" -> this;
            case "--once" -> withDuration(ONCE);
            case "--duration" -> withDuration(duration(value));
            case "--rate" -> new TourOptions(duration, Double.parseDouble(value), visitors, plain, freePorts, picture);
            case "--visitors" ->
                new TourOptions(duration, pagesPerSecond, Integer.parseInt(value), plain, freePorts, picture);
            case "--plain" -> new TourOptions(duration, pagesPerSecond, visitors, true, freePorts, picture);
            case "--free-ports" -> new TourOptions(duration, pagesPerSecond, visitors, plain, true, picture);
            case "--svg" ->
                new TourOptions(duration, pagesPerSecond, visitors, plain, freePorts, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private TourOptions withDuration(Duration time) {
        return new TourOptions(Optional.of(time), pagesPerSecond, visitors, plain, freePorts, picture);
    }

    /** 90s, 2m, or seconds without a unit. */
    private static Duration duration(String text) {
        String number = text.replaceAll("[sm]$", "");
        Duration unit = text.endsWith("m") ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
        long units = Long.parseLong(number);
        if (units < 1 || units > 100_000) {
            throw new IllegalArgumentException(text);
        }
        return unit.multipliedBy(units);
    }
}
