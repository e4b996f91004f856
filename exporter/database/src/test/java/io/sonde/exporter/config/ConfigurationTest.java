package io.sonde.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void defaultsAreTheseAndNoOthers() throws Exception {
        ExporterConfig config = read("""
                targets:
                  - name: shop
                    url: jdbc:postgresql://db.internal/shop
                """);
        assertThat(config.web()).isEqualTo(new WebConfig(new HostPort("", 9477)));
        assertThat(config.collection()).isEqualTo(new CollectionConfig(8, Duration.ofSeconds(5)));
        assertThat(config.targets())
                .containsExactly(new TargetConfig(
                        "shop",
                        new JdbcUrl("jdbc:postgresql://db.internal/shop", new HostPort("db.internal", 5432), "shop"),
                        "",
                        FixedPassword.NONE,
                        List.of(),
                        Map.of(),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(200),
                        new Limits(200, 300, 300),
                        Choice.ALL,
                        Choice.ALL,
                        Map.of()));
    }

    @Test
    void everyKeyIsRead() throws Exception {
        Files.writeString(folder.resolve("secret"), "from a file\n");
        ExporterConfig config = read("""
                web:
                  listen_address: "127.0.0.1:1234"
                collection:
                  threads: 3
                  statement_texts_interval: 1m
                targets:
                  - name: shop
                    url: jdbc:postgresql://${HOST}:6000/shop?sslmode=require
                    username: sonde
                    password_file: secret
                    aliases: [localhost, "proxy:6432", "[::1]:5432"]
                    labels: {team: shop, tier: 1}
                    connect_timeout: 2s
                    statement_timeout: 500ms
                    lock_timeout: 50ms
                    statements_limit: 10
                    tables_limit: 20
                    indexes_limit: 30
                    properties: {sslrootcert: /etc/ssl/db.pem}
                    databases: ["shop*"]
                    exclude_databases: [shop_old]
                    collectors: [a, b]
                    exclude_collectors: [c]
                  - {name: second, url: 'jdbc:postgresql:here', password: '${PASSWORD}'}
                """);
        assertThat(config.web().listenAddress()).isEqualTo(new HostPort("127.0.0.1", 1234));
        assertThat(config.collection()).isEqualTo(new CollectionConfig(3, Duration.ofMinutes(1)));
        TargetConfig shop = config.targets().get(0);
        assertThat(shop.url().address()).isEqualTo(new HostPort("db.internal", 6000));
        assertThat(shop.url().toString()).isEqualTo("jdbc:postgresql://db.internal:6000/shop?…");
        assertThat(shop.username()).isEqualTo("sonde");
        assertThat(shop.password().current()).isEqualTo("from a file");
        assertThat(shop.aliases())
                .containsExactly(
                        new HostPort("localhost", 6000), new HostPort("proxy", 6432), new HostPort("::1", 5432));
        assertThat(shop.labels()).isEqualTo(Map.of("team", "shop", "tier", "1"));
        assertThat(List.of(shop.connectTimeout(), shop.statementTimeout(), shop.lockTimeout()))
                .containsExactly(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofMillis(50));
        assertThat(shop.limits()).isEqualTo(new Limits(10, 20, 30));
        assertThat(shop.properties()).isEqualTo(Map.of("sslrootcert", "/etc/ssl/db.pem"));
        assertThat(shop.databases()).isEqualTo(new Choice(List.of("shop*"), List.of("shop_old")));
        assertThat(shop.collectors()).isEqualTo(new Choice(List.of("a", "b"), List.of("c")));
        TargetConfig second = config.targets().get(1);
        assertThat(second.url().address()).isEqualTo(new HostPort("localhost", 5432));
        assertThat(second.url().database()).isEqualTo("here");
        assertThat(second.password().current()).isEqualTo("from ${HOST}");
        assertThat(config.toString()).doesNotContain("from a file", "from ${HOST}", "sslmode");
    }

    @Test
    void anyDatabaseCanBeATargetAndOnlyItsKindIsPrinted() throws Exception {
        ExporterConfig config = read("""
                targets:
                  - {name: a, url: 'jdbc:oracle:thin:scott/tiger@db:1521'}
                  - {name: b, url: 'jdbc:mysql://db/shop?password=x'}
                """);
        JdbcUrl oracle = config.targets().get(0).url();
        assertThat(oracle.toString()).isEqualTo("jdbc:oracle:…");
        assertThat(oracle.system()).isEqualTo("oracle.db");
        assertThat(oracle.address()).isEqualTo(new HostPort("", -1));
        JdbcUrl mysql = config.targets().get(1).url();
        assertThat(mysql).isEqualTo(new JdbcUrl("jdbc:mysql://db/shop?password=x", new HostPort("db", 3306), "shop"));
        assertThat(mysql.inDatabase("a b")).isEqualTo("jdbc:mysql://db/a%20b?password=x");
    }

    @Test
    void theKeysAreTheseAndNoOthers() {
        assertThat(Keys.TOP)
                .containsExactly("web", "collection", "drivers", "targets_files", "modules", "queries", "targets");
        assertThat(Keys.WEB_SECTION.names()).containsExactly("listen_address");
        assertThat(Keys.COLLECTION_SECTION.names()).containsExactly("threads", "statement_texts_interval");
        assertThat(Keys.TARGET_SECTION.names())
                .containsExactly(
                        "name",
                        "url",
                        "username",
                        "password",
                        "password_file",
                        "password_command",
                        "password_ttl",
                        "aliases",
                        "labels",
                        "connect_timeout",
                        "statement_timeout",
                        "lock_timeout",
                        "statements_limit",
                        "tables_limit",
                        "indexes_limit",
                        "properties",
                        "databases",
                        "exclude_databases",
                        "collectors",
                        "exclude_collectors");
    }

    @Test
    void aRotatedPasswordIsSeenAndBothAreKnown() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "first");
        PasswordFile password = new PasswordFile(secret);
        assertThat(password.current()).isEqualTo("first");
        Files.writeString(secret, "second");
        assertThat(password.current()).isEqualTo("second");
        assertThat(password.known()).containsExactly("second", "first");
        assertThat(password.toString()).doesNotContain("first", "second");
    }

    @Test
    void theReferenceIsUpToDate() throws IOException {
        Path page = Path.of(System.getProperty("sonde.root", ""), "docs", "configuration-exporter.md");
        if (Boolean.getBoolean("sonde.write")) {
            Files.writeString(page, ConfigurationReference.page());
        }
        assertThat(page)
                .as("write it with: mvn -pl exporter/database -am test -Dtest=ConfigurationTest -Dsonde.write=true")
                .hasContent(ConfigurationReference.page());
    }

    private ExporterConfig read(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("sonde.yml"), yaml);
        Map<String, String> environment = Map.of("HOST", "db.internal", "PASSWORD", "from ${HOST}");
        return new ExporterConfigReader(environment).read(file);
    }
}
