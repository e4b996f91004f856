package io.sonde.exporter.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of an extension, which may differ from what its server could have: {@code 1.10} is later than {@code 1.9}. */
record ExtensionVersion(int major, int minor) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");

    /** An unreadable version counts as 0.0. */
    static ExtensionVersion of(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? new ExtensionVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : new ExtensionVersion(0, 0);
    }

    boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
    }
}
