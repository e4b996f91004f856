package io.sonde.exporter.mysql;

import io.sonde.exporter.scrape.Server;
import io.sonde.exporter.scrape.Session;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server it is, as far as what can be asked of it depends on that.
 *
 * @param mariaDb whether it is MariaDB, whose numbers are its own
 * @param number such as 80_028 for 8.0.28 and 101_119 for 10.11.19
 */
record MysqlVersion(boolean mariaDb, int number) {

    static final String MARIADB = "mariadb";
    static final String MYSQL = "mysql";

    private static final Pattern NUMBERS = Pattern.compile("^(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final String FOR_OLD_REPLICAS = "5.5.5-";

    static MysqlVersion of(Session session) {
        Server server = session.server();
        return new MysqlVersion(server.system().equals(MARIADB), server.version());
    }

    /** Reads what {@code version()} says. MariaDB may put {@code 5.5.5-} before its own, for old replicas. */
    static MysqlVersion parse(String text) {
        boolean mariaDb = text.contains("MariaDB");
        Matcher numbers = NUMBERS.matcher(own(text, mariaDb));
        if (!numbers.find()) {
            return new MysqlVersion(mariaDb, 0);
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        int patch = numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3));
        return new MysqlVersion(mariaDb, major * 10_000 + minor * 100 + patch);
    }

    private static String own(String text, boolean mariaDb) {
        return mariaDb && text.startsWith(FOR_OLD_REPLICAS) ? text.substring(FOR_OLD_REPLICAS.length()) : text;
    }

    /** As the value of the label {@code db_system_name}. */
    String system() {
        return mariaDb ? MARIADB : MYSQL;
    }

    /** Such as {@code 9.7.0}. */
    String shortText() {
        return number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
    }

    /** Whether it is a MySQL of this version or a later one. */
    boolean mysql(int least) {
        return !mariaDb && number >= least;
    }
}
