package io.sonde.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test for each kind of configuration that cannot be used, with the whole message. */
class ConfigurationErrorsTest {

    private static final String TARGET_KEYS =
            "name, url, username, password, password_file, password_command, password_ttl, aliases, labels,"
                    + " connect_timeout, statement_timeout, lock_timeout, statements_limit, tables_limit, indexes_limit,"
                    + " properties, databases, exclude_databases, collectors, exclude_collectors";

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void noSuchFile() {
        assertThat(errorOf(folder.resolve("sonde.yml"))).isEqualTo("sonde.yml: no such file");
    }

    @Test
    void aFolder() throws IOException {
        Files.createDirectory(folder.resolve("sonde.yml"));
        assertThat(errorOf(folder.resolve("sonde.yml"))).isEqualTo("sonde.yml: is a folder; expected a file");
    }

    @Test
    void emptyFile() throws IOException {
        assertThat(error("# nothing\n")).isEqualTo("sonde.yml: is empty; expected at least the key targets");
    }

    @Test
    void notText() throws IOException {
        Path file = folder.resolve("sonde.yml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0x41});
        assertThat(errorOf(file)).isEqualTo("sonde.yml: is not UTF-8 text");
    }

    @Test
    void badYaml() throws IOException {
        assertThat(error("""
                targets:
                  - name: shop
                  url: [
                """)).isEqualTo("""
                sonde.yml: not valid YAML: line 3, column 3: expected <block end>, but found '?'""");
    }

    @Test
    void nestedTooDeeply() throws IOException {
        assertThat(error("targets: " + "[".repeat(100_000)))
                .isEqualTo("sonde.yml: nested too deeply; expected keys as in the documentation");
    }

    @Test
    void notAMapping() throws IOException {
        assertThat(error("- shop\n")).isEqualTo("""
                sonde.yml:1: expected a mapping with the keys web, collection, drivers, targets_files, modules, queries, targets; found a list
                sonde.yml:1: targets: expected a list of at least one target""");
    }

    @Test
    void noTargets() throws IOException {
        assertThat(error("targets: []\n")).isEqualTo("sonde.yml:1: targets: expected a list of at least one target");
        assertThat(error("web: {}\n")).isEqualTo("sonde.yml:1: targets: expected a list of at least one target");
    }

    @Test
    void unknownKeyWithANearOne() throws IOException {
        assertThat(error("""
                targets:
                  - name: shop
                    url: jdbc:postgresql://db/shop
                    pasword: hidden
                """))
                .isEqualTo("sonde.yml:4: targets[0].pasword: unknown key; did you mean password? expected one of "
                        + TARGET_KEYS);
    }

    @Test
    void unknownKeyUnlikeAny() throws IOException {
        assertThat(error("""
                x: 1
                targets:
                  - {name: shop, url: 'jdbc:postgresql://db/shop'}
                """))
                .isEqualTo(
                        "sonde.yml:1: x: unknown key; expected one of web, collection, drivers, targets_files, modules,"
                                + " queries, targets");
    }

    @Test
    void keyGivenTwice() throws IOException {
        assertThat(error("""
                targets:
                  - name: shop
                    url: jdbc:postgresql://db/shop
                    name: other
                """)).isEqualTo("sonde.yml:4: targets[0].name: given twice");
    }

    @Test
    void missingKeys() throws IOException {
        assertThat(error("""
                targets:
                  - username: sonde
                """)).isEqualTo("""
                sonde.yml:2: targets[0].name: missing; expected a text
                sonde.yml:2: targets[0].url: missing; expected a URL such as `jdbc:postgresql://db.internal:5432/shop`""");
    }

    @Test
    void wrongTypes() throws IOException {
        assertThat(error("""
                collection: fast
                targets:
                  - name: [shop]
                    url:
                    aliases: localhost
                    labels: [team]
                    statements_limit: many
                    connect_timeout: 3
                """)).isEqualTo("""
                sonde.yml:1: collection: expected a mapping with the keys threads, statement_texts_interval; found "fast"
                sonde.yml:3: targets[0].name: expected a text; found a list
                sonde.yml:4: targets[0].url: expected a URL such as `jdbc:postgresql://db.internal:5432/shop`; found nothing
                sonde.yml:5: targets[0].aliases: expected a list, each entry `host` or `host:port` with a port from 1 to 65535; found "localhost"
                sonde.yml:6: targets[0].labels: expected a mapping, each value a text; found a list
                sonde.yml:8: targets[0].connect_timeout: expected a duration from 1s to 1m, such as `500ms`, `5s` or `1m`; found "3"
                sonde.yml:7: targets[0].statements_limit: expected a number from 1 to 5000; found "many\"""");
    }

    @Test
    void targetThatIsNotAMapping() throws IOException {
        assertThat(error("""
                targets:
                  - shop
                """))
                .startsWith("sonde.yml:2: targets[0]: expected a mapping with the keys " + TARGET_KEYS
                        + "; found \"shop\"");
    }

    @Test
    void parametersThatTheExporterSetsItself() throws IOException {
        for (String parameter : List.of("readOnly=false", "socketTimeout=0", "loginTimeout=0", "connectTimeout=0")) {
            assertThat(error("""
                    targets:
                      - name: shop
                        url: jdbc:postgresql://db.internal/shop?sslmode=require&%s
                    """.formatted(parameter)))
                    .endsWith("; found the parameter " + parameter.substring(0, parameter.indexOf('='))
                            + ", which the exporter sets itself; see connect_timeout and statement_timeout");
        }
    }

    @Test
    void urlsThatAreNone() throws IOException {
        assertThat(error("""
                targets:
                  - {name: a, url: 'postgres://sonde:hidden@db/shop'}
                  - {name: b, url: 'jdbc:postgresql://sonde:hidden@db/shop'}
                """)).isEqualTo("""
                sonde.yml:2: targets[0].url: expected a URL such as `jdbc:postgresql://db.internal:5432/shop`; found a text that \
                does not begin with jdbc:
                sonde.yml:3: targets[1].url: expected a URL such as `jdbc:postgresql://db.internal:5432/shop`; found a server \
                that is not host or host:port""");
    }

    @Test
    void eachEntryOfAListThatIsWrong() throws IOException {
        assertThat(error("""
                targets:
                  - name: shop
                    url: jdbc:postgresql://db/shop
                    aliases: ["a:99999", b, "c:0"]
                """)).isEqualTo("""
                sonde.yml:4: targets[0].aliases[0]: expected `host` or `host:port` with a port from 1 to 65535; found "a:99999"
                sonde.yml:4: targets[0].aliases[2]: expected `host` or `host:port` with a port from 1 to 65535; found "c:0\"""");
    }

    @Test
    void unsetVariable() throws IOException {
        assertThat(error("""
                targets:
                  - name: shop
                    url: jdbc:postgresql://db/shop
                    password: ${SHOP_PASSWORD}
                """))
                .isEqualTo("sonde.yml:4: targets[0].password: the environment variable SHOP_PASSWORD is not set");
    }

    @Test
    void unreadablePasswordFile() throws IOException {
        assertThat(error("""
                targets:
                  - name: shop
                    url: jdbc:postgresql://db/shop
                    password_file: secrets/shop
                """)).isEqualTo("sonde.yml:4: targets[0].password_file: the file secrets/shop cannot be read");
    }

    @Test
    void emptyPasswordFile() throws IOException {
        Files.writeString(folder.resolve("shop"), "\n");
        assertThat(error("""
                targets:
                  - name: shop
                    url: jdbc:postgresql://db/shop
                    password_file: shop
                """)).isEqualTo("sonde.yml:4: targets[0].password_file: the file shop is empty");
    }

    @Test
    void passwordGivenTwice() throws IOException {
        Files.writeString(folder.resolve("shop"), "hidden");
        assertThat(error("""
                targets:
                  - name: shop
                    url: jdbc:postgresql://db/shop
                    password: hidden
                    password_file: shop
                """)).isEqualTo("""
                sonde.yml:5: targets[0].password_file: given beside password; expected one of the two""");
    }

    @Test
    void duplicateNames() throws IOException {
        assertThat(error("""
                targets:
                  - {name: shop, url: 'jdbc:postgresql://one/shop'}
                  - {name: shop, url: 'jdbc:postgresql://two/shop'}
                """)).isEqualTo("""
                sonde.yml:3: targets[1].name: a second target of the name "shop"; names must be unique""");
    }

    @Test
    void badPorts() throws IOException {
        assertThat(error("""
                web:
                  listen_address: localhost:70000
                targets:
                  - name: shop
                    url: jdbc:postgresql://db:x/shop
                    aliases: [proxy:0]
                """)).isEqualTo("""
                sonde.yml:2: web.listen_address: expected `host:port` or `:port` with a port from 0 to 65535; found "localhost:70000"
                sonde.yml:5: targets[0].url: expected a URL such as `jdbc:postgresql://db.internal:5432/shop`; found a server that \
                is not host or host:port
                sonde.yml:6: targets[0].aliases[0]: expected `host` or `host:port` with a port from 1 to 65535; found "proxy:0\"""");
    }

    @Test
    void labelsThatCannotBe() throws IOException {
        assertThat(error("""
                targets:
                  - name: shop
                    url: jdbc:postgresql://db/shop
                    labels:
                      team-name: shop
                      target: other
                """)).isEqualTo("""
                sonde.yml:5: targets[0].labels: "team-name" is not the name of a label; expected letters, digits and _
                sonde.yml:5: targets[0].labels: the label target is set by the exporter or by Prometheus""");
    }

    private String error(String yaml) throws IOException {
        return errorOf(Files.writeString(folder.resolve("sonde.yml"), yaml, StandardCharsets.UTF_8));
    }

    /** The message, with the file's name alone. */
    private String errorOf(Path file) {
        ConfigException e =
                catchThrowableOfType(ConfigException.class, () -> new ExporterConfigReader(Map.of()).read(file));
        String message = String.valueOf(e.getMessage());
        assertThat(message).doesNotContain("hidden", "tiger");
        return message.replace(folder + java.io.File.separator, "");
    }
}
