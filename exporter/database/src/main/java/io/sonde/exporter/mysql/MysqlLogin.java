package io.sonde.exporter.mysql;

import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.scrape.Login;
import io.sonde.exporter.scrape.Purpose;
import java.util.Properties;

/** How MariaDB's driver, which serves MySQL too, is called. */
final class MysqlLogin {

    private static final String MYSQL = "jdbc:mysql:";

    private MysqlLogin() {}

    static Login of(TargetConfig target, Purpose purpose) {
        Properties properties = new Properties();
        properties.setProperty(
                "connectTimeout", Long.toString(target.connectTimeout().toMillis()));
        properties.setProperty(
                "socketTimeout",
                Long.toString(purpose.statementTimeout(target)
                        .plus(Purpose.NETWORK_GRACE)
                        .toMillis()));
        properties.setProperty("connectionAttributes", "program_name:sonde-exporter");
        properties.setProperty("tcpKeepAlive", "true");
        // The driver keeps prepared statements on the server only when told to; texts are few and rarely the same.
        properties.setProperty("useServerPrepStmts", "false");
        String url = target.url().text();
        return new Login(url.startsWith(MYSQL) ? "jdbc:mariadb:" + url.substring(MYSQL.length()) : url, properties);
    }
}
