package io.sonde.endpoint.http;

/** A moment as the header {@code Date} has it (RFC 9110, 5.6.7). */
final class HttpDate {

    /*
     * By hand, because java.time brings 70 classes into an application that may have no use for them, and its
     * RFC_1123_DATE_TIME writes a day of the month below ten with one digit, which the RFC does not allow. The date is counted in
     * years that begin with March, so that the leap day is the last: then 153 days are five months, and 146 097 are 400 years.
     */

    private static final String[] DAYS = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    private static final String[] MONTHS = {
        "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb"
    };
    private static final long FROM_MARCH_0_TO_1970 = 719_468;

    private HttpDate() {}

    /** For example {@code Sun, 06 Nov 1994 08:49:37 GMT}, of milliseconds since 1970. */
    static String of(long epochMillis) {
        long seconds = epochMillis / 1000;
        long days = seconds / 86_400;
        int second = (int) (seconds % 86_400);
        long march = days + FROM_MARCH_0_TO_1970;
        int inEra = (int) (march % 146_097);
        int yearInEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365;
        int inYear = inEra - (365 * yearInEra + yearInEra / 4 - yearInEra / 100);
        int month = (5 * inYear + 2) / 153;
        StringBuilder text = new StringBuilder(29);
        text.append(DAYS[(int) (days % 7)]).append(", ");
        twoDigits(text, inYear - (153 * month + 2) / 5 + 1, ' ');
        text.append(MONTHS[month]).append(' ');
        text.append(march / 146_097 * 400 + yearInEra + (month < 10 ? 0 : 1)).append(' ');
        twoDigits(text, second / 3600, ':');
        twoDigits(text, second / 60 % 60, ':');
        twoDigits(text, second % 60, ' ');
        return text.append("GMT").toString();
    }

    private static void twoDigits(StringBuilder text, int number, char behind) {
        text.append((char) ('0' + number / 10))
                .append((char) ('0' + number % 10))
                .append(behind);
    }
}
