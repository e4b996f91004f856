package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.core.sql.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JdbcUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
            jdbc:postgresql://db.internal:5433/shop?ssl=true                                  | postgresql | shop | db.internal | 5433
            jdbc:postgresql://db.internal/shop                                                | postgresql | shop | db.internal | 5432
            jdbc:postgresql://one:6000,two:6001/shop                                          | postgresql | shop | one | 6000
            jdbc:postgresql:shop                                                              | postgresql | shop | localhost | 5432
            jdbc:postgresql:///shop                                                           | postgresql | shop | localhost | 5432
            jdbc:postgresql://[2001:db8::1]:5432/shop                                         | postgresql | shop | 2001:db8::1 | 5432
            jdbc:postgresql://db/a%20b                                                        | postgresql | a b | db | 5432
            jdbc:postgresql://db/?user=clerk                                                  | postgresql | clerk | db | 5432
            jdbc:postgresql://db/                                                             | postgresql | root | db | 5432
            jdbc:mysql://db:3307/shop?useSSL=false                                            | mysql | shop | db | 3307
            jdbc:mysql://user:secret@db/shop                                                  | mysql | shop | db | 3306
            jdbc:mysql:replication://one:3306,two:3306/shop                                   | mysql | shop | one | 3306
            jdbc:mysql://address=(host=db)(port=3310)/shop                                    | mysql | shop | db | 3310
            jdbc:mysql://(host=db,port=3311,user=clerk)/shop                                  | mysql | shop | db | 3311
            jdbc:mysql://[(host=db,port=3312),(host=two)]/shop                                | mysql | shop | db | 3312
            jdbc:mysql://[2001:db8::1]:3307,[2001:db8::2]:3308/shop                           | mysql | shop | 2001:db8::1 | 3307
            jdbc:postgresql://[2001:db8::1]:5433,[2001:db8::2]:5434/shop                      | postgresql | shop | 2001:db8::1 | 5433
            jdbc:mysql://[db:3313,two]/shop                                                   | mysql | shop | db | 3313
            jdbc:mariadb:loadbalance://one,two/shop                                           | mariadb | shop | one | 3306
            jdbc:mariadb://db/                                                                | mariadb | '' | db | 3306
            jdbc:h2:mem:test;DB_CLOSE_DELAY=-1                                                | h2database | test | '' | ''
            jdbc:h2:file:/data/shop                                                           | h2database | /data/shop | '' | ''
            jdbc:h2:tcp://db:9093/~/shop;IFEXISTS=TRUE                                        | h2database | ~/shop | db | 9093
            jdbc:sqlserver://db:1434;databaseName=shop;encrypt=false                          | microsoft.sql_server | shop | db | 1434
            jdbc:sqlserver://db\\east;database=shop                                           | microsoft.sql_server | shop | db | 1433
            jdbc:oracle:thin:@//db:1522/shop                                                  | oracle.db | shop | db | 1522
            jdbc:oracle:thin:scott/tiger@db:1523:ORCL                                         | oracle.db | ORCL | db | 1523
            jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST = db)(PORT=1525))(CONNECT_DATA=(SERVICE_NAME=shop))) | oracle.db | shop | db | 1525
            jdbc:db2://db:50000/shop:currentSchema=X;                                         | ibm.db2 | shop | db | 50000
            jdbc:oracle:thin:@//db:1526/shop?wallet_location=/a@b                             | oracle.db | shop | db | 1526
            jdbc:jtds:sqlserver://db:1433/shop;user=clerk                                     | microsoft.sql_server | shop | db | 1433
            jdbc:hsqldb:hsql://db:9001/shop                                                   | hsqldb | shop | db | 9001
            jdbc:clickhouse:http://clerk@db:8123/shop                                         | clickhouse | shop | db | 8123
            jdbc:sqlite:/tmp//tmp/shop.db                                                     | sqlite | /tmp//tmp/shop.db | '' | ''
            jdbc:sqlite:/tmp/shop.db                                                          | sqlite | /tmp/shop.db | '' | ''
            jdbc:unheard-of:whatever                                                          | other_sql | whatever | '' | ''
            """)
    void readsWhatAUrlSays(String url, String system, String namespace, String address, String port) {
        Server server = JdbcUrl.parse(url, "root");
        assertThat(server.system()).isEqualTo(system);
        assertThat(server.namespace()).isEqualTo(namespace);
        assertThat(server.address()).isEqualTo(address);
        assertThat(server.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc",
                "jdbc:",
                "jdbc:x",
                "jdbc:postgresql:",
                "jdbc:postgresql://",
                "jdbc:mysql://[",
                "jdbc:mysql://address=(host=",
                "jdbc:oracle:thin:@(",
                "jdbc:oracle:",
                "jdbc:sqlserver:",
                "jdbc:sqlserver://\\",
                "jdbc:h2:",
                "jdbc:h2:tcp://",
                "jdbc:postgresql://db/%zz",
                "jdbc:mysql://((((((/",
                "jdbc:postgresql:?",
                "jdbc::",
                "JDBC:POSTGRESQL://x/y"
            })
    void noUrlIsAnError(String url) {
        assertThat(JdbcUrl.parse(url, "")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:p6spy:postgresql://db/shop",
                "jdbc:wrap-jdbc:filters=stat,name=shop:jdbc:postgresql://db/shop",
                "proxool.shop",
                "jdbc:apache:commons:dbcp:shop"
            })
    void urlsOfWrappersAreKnown(String url) {
        assertThat(JdbcUrl.isWrapper(url)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql:x,POSTGRESQL",
        "jdbc:mysql://h/x,MYSQL",
        "jdbc:mariadb://h/x,MYSQL",
        "jdbc:singlestore://h/x,MYSQL",
        "jdbc:h2:mem:x,STANDARD",
        "jdbc:h2:tcp://h/x,STANDARD",
        "jdbc:oracle:thin:@//h/x,STANDARD",
        "jdbc:oracle:thin:@h:1:x,STANDARD",
        "jdbc:oracle:oci:x,STANDARD",
        "jdbc:db2://h/x,STANDARD",
        "jdbc:hsqldb:mem:x,STANDARD",
        "jdbc:derby:x,STANDARD",
        "jdbc:trino://h/x,STANDARD",
        "jdbc:clickhouse://h/x,STANDARD",
        "jdbc:ch://h/x,STANDARD",
        "jdbc:sqlserver://h,SQL_SERVER",
        "jdbc:jtds:sqlserver://h/x,SQL_SERVER",
        "jdbc:jtds:sybase://h/x,SQLITE",
        "jdbc:sqlite:x,SQLITE",
        "jdbc:oceanbase://h/x,GENERIC",
        "jdbc:bigquery://h,GENERIC",
        "jdbc:hive2://h/x,GENERIC",
        "jdbc:spark://h/x,GENERIC",
        "jdbc:informix-sqli://h/x,GENERIC",
        "jdbc:unheard-of:x,GENERIC"
    })
    void theSystemDecidesTheDialect(String url, Dialect dialect) {
        assertThat(JdbcUrl.parse(url, "").dialect()).isEqualTo(dialect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://user:secret@db/shop",
                "jdbc:mysql://user:p@secret@db/shop",
                "jdbc:mysql://one:secret@db,two:secret@other/shop",
                "jdbc:mysql://(host=db,port=1,user=clerk,password=secret)/shop",
                "jdbc:mysql://(password=secret,host=db)/shop",
                "jdbc:mysql://[(password=secret,host=db),(host=two)]/shop",
                "jdbc:mysql://clerk:secret@[one,two]/shop",
                "jdbc:mysql://clerk:secret/more@db/shop",
                "jdbc:postgresql:shop?password=ab//secret",
                "jdbc:postgresql:shop?password=a//b//secret/c&user=x",
                "jdbc:derby:shop;password=p//secret",
                "jdbc:hsqldb:file:/shop;password=p//secret",
                "jdbc:db2:shop:user=x;password=p//secret;",
                "jdbc:clickhouse://clerk:secret/more@db:8123/shop",
                "jdbc:clickhouse:http://clerk:secret@db:8123/shop",
                "jdbc:avatica:remote:url=http://clerk:secret@db:8765",
                "jdbc:oracle:thin:@db:1523/shop?password=a@secret",
                "jdbc:oracle:thin:scott/a?b@secret@db:1523/shop",
                "jdbc:oracle:thin:sc@ott/secret?a@db:1523/shop",
                "jdbc:oracle:thin:scott/secret@db:1523:ORCL",
                "jdbc:oracle:oci:scott/secret",
                "jdbc:db2://db:50000/shop:password=secret;user=x;",
                "jdbc:informix-sqli://db:1533/shop:user=x;password=secret",
                "jdbc:informix-sqli://db:1533/shop:INFORMIXSERVER=x:password=secret",
                "jdbc:teradata://db/DBS_PORT=1025,USER=x,PASSWORD=secret",
                "jdbc:sqlanywhere:pwd=secret;uid=x",
                "jdbc:unheard-of:user/secret@db"
            })
    void credentialsNeverBecomePartOfIt(String url) {
        assertThat(JdbcUrl.parse(url, "").toString()).doesNotContain("secret");
    }
}
