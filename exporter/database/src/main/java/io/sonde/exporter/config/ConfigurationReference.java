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

            ## Targets from elsewhere

            - **Files**: `targets_files: [targets/*.yml]`; each file has a key `targets` as below. Passwords and labels stand with the target.
            - **Environment**: `SONDE_TARGET_SHOP_URL`, `SONDE_TARGET_SHOP_USERNAME`, `SONDE_TARGET_SHOP_PASSWORD` and any other key of a
              target that takes one value make a target `shop`; `SONDE_TARGET_SHOP_NAME` gives it another name. With these the file
              may be missing. A value is taken as it is, `${` included.

            ## Reload

            On SIGHUP, on `POST /-/reload` from the same host (`curl -XPOST -H 'X-Sonde: 1' http://127.0.0.1:9477/-/reload`) and when
            one of `targets_files` changed, the configuration is read again. One that cannot be used leaves the old one running: the log and
            the answer say why, and `sonde_config_last_reload_successful` is 0. Targets whose keys did not change keep their connections
            and counters; a change in `collection` begins all targets anew. `web` and `drivers` take a restart.

            ## Modules

            `modules: {quick: [stat_database, locks]}` names sets of collectors, with `*` and `?`, for `/probe?target=shop&module=quick`;
            `collect[]=locks` in place of `module` names collectors themselves. `/sd` lists all targets for Prometheus's `http_sd_configs`,
            each with `/probe` as its path. A probe takes configured targets only. Names that no collector has are told: in the log for
            a module whose pattern fits none of any target, and by the status 400 where a probe would collect nothing; beside names that are
            known a probe passes them over.

            ## Passwords

            `password_file` is read for every new connection. `password_command` runs a program and takes what it prints, which is how
            tokens of a cloud are used: `password_command: [aws, rds, generate-db-auth-token, --hostname, db.internal, --port, "5432",
            --username, sonde]`. What it printed is used again until `password_ttl` has passed. There is no shell in between.
            """;

    private ConfigurationReference() {}

    static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        append(page, Keys.FILES_SECTION);
        append(page, Keys.WEB_SECTION);
        append(page, Keys.COLLECTION_SECTION);
        append(page, Keys.TARGET_SECTION);
        append(page, QueryKeys.SECTION);
        append(page, QueryKeys.METRIC_SECTION);
        return page.toString();
    }

    private static void append(StringBuilder page, Keys.Section section) {
        String title = section.path().isEmpty() ? "The file" : "`" + section.path() + "`";
        page.append("\n## ").append(title).append("\n\n").append(section.help());
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
