package io.sonde.exporter.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the targets of one file, and what must hold between them. For one thread. */
final class TargetReader {

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    /** Labels that the exporter or Prometheus sets. */
    private static final Set<String> TAKEN = Set.of(
            "target",
            "db_system_name",
            "db_namespace",
            "server_address",
            "server_port",
            "datname",
            "datid",
            "user",
            "usename",
            "queryid",
            "query_id",
            "state",
            "application_name",
            "backend_type",
            "wait_event_type",
            "wait_event",
            "mode",
            "collector",
            "reason",
            "remedy",
            "version",
            "short_version",
            "via",
            "job",
            "instance",
            "le",
            "quantile");

    private final Path file;
    private final Problems problems;
    private final Set<String> names;

    /** @param names those of the targets read so far, from whatever file */
    TargetReader(Path file, Problems problems, Set<String> names) {
        this.file = file;
        this.problems = problems;
        this.names = names;
    }

    /** The target, or null when something that it cannot do without is wrong. */
    @Nullable
    TargetConfig read(Values values) {
        String name = values.get(Keys.NAME);
        if (name != null && !names.add(name)) {
            values.reject(Keys.NAME, "a second target of the name \"" + name + "\"; names must be unique");
        }
        JdbcUrl url = values.get(Keys.URL);
        String username = values.get(Keys.USERNAME);
        Password password = password(values);
        List<HostPort> aliases = values.list(Keys.ALIASES);
        Map<String, String> labels = labels(values);
        TargetTimes times = new TargetTimes(
                values.getOrDefault(Keys.CONNECT_TIMEOUT),
                values.getOrDefault(Keys.STATEMENT_TIMEOUT),
                values.getOrDefault(Keys.LOCK_TIMEOUT));
        Limits limits = new Limits(
                values.getOrDefault(Keys.STATEMENTS_LIMIT),
                values.getOrDefault(Keys.TABLES_LIMIT),
                values.getOrDefault(Keys.INDEXES_LIMIT));
        Choice databases = new Choice(values.list(Keys.DATABASES), values.list(Keys.EXCLUDE_DATABASES));
        Choice collectors = new Choice(values.list(Keys.COLLECTORS), values.list(Keys.EXCLUDE_COLLECTORS));
        Map<String, String> properties = properties(values);
        if (name == null || url == null || !problems.isEmpty()) {
            return null;
        }
        return new TargetConfig(
                name,
                url,
                username == null ? "" : username,
                password,
                aliases.stream()
                        .map(alias -> alias.orPort(url.address().port()))
                        .toList(),
                labels,
                times.connect(),
                times.statement(),
                times.lock(),
                limits,
                databases,
                collectors,
                properties);
    }

    private static Map<String, String> properties(Values values) {
        Map<String, String> properties = values.map(Keys.PROPERTIES);
        for (String name : properties.keySet()) {
            if (JdbcUrl.RESERVED.contains(name) || name.equals("user") || name.equals("password")) {
                values.reject(Keys.PROPERTIES, "the property " + name + " is set by the exporter");
            }
        }
        return properties;
    }

    private Password password(Values values) {
        Path given = values.get(Keys.PASSWORD_FILE);
        String value = values.get(Keys.PASSWORD);
        List<String> command = values.list(Keys.PASSWORD_COMMAND);
        Duration ttl = values.getOrDefault(Keys.PASSWORD_TTL);
        if (!command.isEmpty()) {
            if (values.has(Keys.PASSWORD_FILE) || values.has(Keys.PASSWORD)) {
                values.reject(Keys.PASSWORD_COMMAND, "given beside password or password_file; expected one of them");
            }
            return new PasswordCommand(command, ttl);
        }
        if (values.has(Keys.PASSWORD_FILE) && values.has(Keys.PASSWORD)) {
            values.reject(Keys.PASSWORD_FILE, "given beside password; expected one of the two");
            return FixedPassword.NONE;
        }
        if (given == null) {
            return value == null ? FixedPassword.NONE : new FixedPassword(value);
        }
        Path resolved = file.toAbsolutePath().resolveSibling(given);
        PasswordFile password = new PasswordFile(resolved);
        try {
            if (password.current().isEmpty()) {
                values.reject(Keys.PASSWORD_FILE, "the file " + given + " is empty");
            }
        } catch (IOException e) {
            values.reject(Keys.PASSWORD_FILE, "the file " + given + " cannot be read");
        }
        return password;
    }

    private static Map<String, String> labels(Values values) {
        Map<String, String> labels = values.map(Keys.LABELS);
        for (String label : labels.keySet()) {
            if (!LABEL.matcher(label).matches() || label.startsWith("__")) {
                values.reject(
                        Keys.LABELS, "\"" + label + "\" is not the name of a label; expected letters, digits and _");
            } else if (TAKEN.contains(label)) {
                values.reject(Keys.LABELS, "the label " + label + " is set by the exporter or by Prometheus");
            }
        }
        return labels;
    }

    private record TargetTimes(Duration connect, Duration statement, Duration lock) {}
}
