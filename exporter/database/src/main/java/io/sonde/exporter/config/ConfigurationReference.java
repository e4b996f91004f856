package io.sonde.exporter.config;

/** Writes the reference page of the configuration from {@link Keys}. */
final class ConfigurationReference {

    private static final String HEAD = """
            # Configuration of the exporter

            Generated from the code; a test fails when this page is stale. The exporter reads one YAML file:
            `java -jar sonde-exporter.jar --config.file=sonde.yml`. The least that works:

            ```yaml
            targets:
              - name: shop
                url: jdbc:postgresql://db.internal:5432/shop
                username: sonde
                password_file: /run/secrets/shop
            ```

            In every value, `${NAME}` stands for the environment variable of that name. An unknown key, a value of the wrong kind, a
            variable that is not set and a password file that cannot be read are errors; all of them are reported together, with
            file, line and key, and the exporter ends with exit code 2.
            """;

    private ConfigurationReference() {}

    static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        append(page, Keys.WEB_SECTION);
        append(page, Keys.COLLECTION_SECTION);
        append(page, Keys.TARGET_SECTION);
        return page.toString();
    }

    private static void append(StringBuilder page, Keys.Section section) {
        page.append("\n## `").append(section.path()).append("`\n\n").append(section.help());
        page.append("\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Key<?> key : section.keys()) {
            page.append("| `").append(key.name()).append("` | ").append(key.expected());
            page.append(" | ")
                    .append(key.absent())
                    .append(" | ")
                    .append(key.help())
                    .append(" |\n");
        }
    }
}
