package io.sonde.exporter;

import io.sonde.endpoint.log.LogSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The flags, written as Prometheus writes its own: {@code --name=value} or {@code --name value}.
 *
 * @param listenAddress takes precedence over the configuration; null when not given
 * @param drivers likewise
 * @param subject what the action is about: the kind of database whose grants are asked for; otherwise empty
 */
record CommandLine(
        Path configFile,
        @Nullable String listenAddress,
        @Nullable Path drivers,
        LogSink.Level logLevel,
        Action action,
        String subject) {

    enum Action {
        RUN,
        CHECK,
        GRANTS,
        VERSION,
        HELP
    }

    private static final String CONFIG_FILE = "--config.file";
    private static final String LISTEN_ADDRESS = "--web.listen-address";
    private static final String DRIVERS = "--drivers";
    private static final String LOG_LEVEL = "--log.level";
    private static final List<String> FLAGS =
            List.of(CONFIG_FILE, LISTEN_ADDRESS, DRIVERS, LOG_LEVEL, "--version", "--help");

    static final String HELP = """
            Usage: java -jar sonde-exporter.jar [command] [flags]

              (no command)                 watch the targets and serve their metrics
              check                        connect to each target once and say what will be collected, what will not, and why
              grants postgres|mysql        print the SQL that makes a role with the least privileges

              --config.file=sonde.yml      the configuration, see docs/configuration-exporter.md
              --web.listen-address=:9477   host:port or :port to listen on; takes precedence over the configuration
              --drivers=folder             a folder of JDBC drivers; takes precedence over the configuration
              --log.level=info             debug, info, warn or error
              --version                    print the version and end
              --help                       print this and end

            Exit codes: 0 ended as asked, 1 failed (check: a target is down), 2 flags or configuration cannot be used.
            """;

    /** Flags that cannot be used; the message says which, and what was expected. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static CommandLine parse(String... arguments) throws UsageException {
        Path configFile = Path.of("sonde.yml");
        String listenAddress = null;
        Path drivers = null;
        LogSink.Level level = LogSink.Level.INFO;
        Action action = Action.RUN;
        String subject = "";
        List<String> left = new ArrayList<>(List.of(arguments));
        if (!left.isEmpty() && left.get(0).equals("check")) {
            left.remove(0);
            action = Action.CHECK;
        } else if (!left.isEmpty() && left.get(0).equals("grants")) {
            left.remove(0);
            action = Action.GRANTS;
            subject = left.isEmpty() ? "" : left.remove(0);
        }
        while (!left.isEmpty()) {
            String argument = left.remove(0);
            int equals = argument.indexOf('=');
            String flag = equals < 0 ? argument : argument.substring(0, equals);
            switch (flag) {
                case CONFIG_FILE -> configFile = Path.of(value(flag, argument, equals, left));
                case LISTEN_ADDRESS -> listenAddress = value(flag, argument, equals, left);
                case DRIVERS -> drivers = Path.of(value(flag, argument, equals, left));
                case LOG_LEVEL -> level = level(value(flag, argument, equals, left));
                case "--version", "--help", "-h" -> {
                    if (equals >= 0) {
                        throw new UsageException("the flag " + flag + " takes no value");
                    }
                    action = flag.equals("--version") ? Action.VERSION : Action.HELP;
                }
                default -> throw unknown(flag);
            }
        }
        return new CommandLine(configFile, listenAddress, drivers, level, action, subject);
    }

    private static UsageException unknown(String argument) {
        return argument.startsWith("-")
                ? new UsageException("unknown flag " + argument + "; expected one of " + String.join(", ", FLAGS))
                : new UsageException("unexpected " + argument
                        + "; expected a command, check or grants, in the first place, and flags");
    }

    private static String value(String flag, String argument, int equals, List<String> left) throws UsageException {
        String value = equals >= 0 ? argument.substring(equals + 1) : left.isEmpty() ? "" : left.remove(0);
        if (value.isEmpty()) {
            throw new UsageException("the flag " + flag + " needs a value");
        }
        return value;
    }

    private static LogSink.Level level(String text) throws UsageException {
        try {
            return LogSink.Level.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException("the flag --log.level expects debug, info, warn or error; found " + text);
        }
    }
}
