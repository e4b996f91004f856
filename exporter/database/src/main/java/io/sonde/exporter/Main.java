package io.sonde.exporter;

import io.sonde.endpoint.log.LogSink;
import io.sonde.exporter.CommandLine.UsageException;
import io.sonde.exporter.config.ConfigException;
import io.sonde.exporter.config.ExporterConfig;
import io.sonde.exporter.config.ExporterConfigReader;
import io.sonde.exporter.config.HostPort;
import io.sonde.exporter.log.LibraryLogs;
import io.sonde.exporter.log.Mask;
import io.sonde.exporter.log.StderrLog;
import io.sonde.exporter.postgres.Plans;
import io.sonde.exporter.scrape.DatabaseSystem;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/** The exporter's process. */
public final class Main {

    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(System.getenv(), System.out, System.err, arguments);
        if (code >= 0) {
            System.exit(code);
        }
    }

    /** The exit code, or -1 when the exporter was started and goes on. */
    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        try {
            CommandLine flags = CommandLine.parse(arguments);
            switch (flags.action()) {
                case HELP -> out.print(CommandLine.HELP);
                case VERSION -> out.println(Version.line());
                case GRANTS -> out.print(grants(flags.subject()));
                case CHECK -> {
                    Mask mask = new Mask();
                    ExporterConfig config = reader(flags, environment).read();
                    Secrets.hiddenBy(mask).accept(config);
                    LibraryLogs.sendTo(LogSink.SILENT);
                    return Check.run(config, mask, out) ? 0 : FAILED;
                }
                case RUN -> {
                    start(flags, environment, err);
                    return -1;
                }
            }
            return 0;
        } catch (UsageException e) {
            err.println("sonde-exporter: " + e.getMessage());
            err.println("Try --help.");
            return UNUSABLE;
        } catch (ConfigException e) {
            err.println("sonde-exporter: the configuration cannot be used:");
            err.println(e.getMessage());
            return UNUSABLE;
        } catch (IOException e) {
            err.println("sonde-exporter: " + e.getMessage());
            return FAILED;
        }
    }

    private static String grants(String subject) throws UsageException {
        String wanted = subject.equals("postgres") ? "postgresql" : subject;
        for (DatabaseSystem system : Exporter.systems(new Plans())) {
            if (system.name().equals(wanted) && !system.grants().isEmpty()) {
                return system.grants();
            }
        }
        throw new UsageException(
                "grants expects postgres or mysql; found " + (subject.isEmpty() ? "nothing" : subject));
    }

    /** The configuration with what the flags say instead. */
    private static Reloads.Reader reader(CommandLine flags, Map<String, String> environment) {
        ExporterConfigReader reader = new ExporterConfigReader(environment);
        return () -> {
            ExporterConfig config = reader.read(flags.configFile());
            return flags.drivers() == null ? config : config.withDrivers(flags.drivers());
        };
    }

    private static void start(CommandLine flags, Map<String, String> environment, PrintStream err)
            throws UsageException, ConfigException, IOException {
        HostPort listen = null;
        if (flags.listenAddress() != null) {
            listen = HostPort.toListenOn(flags.listenAddress());
            if (listen == null) {
                throw new UsageException(
                        "the flag --web.listen-address expects host:port or :port with a port from 0 to"
                                + " 65535; found " + flags.listenAddress());
            }
        }
        Reloads.Reader reader = reader(flags, environment);
        ExporterConfig config = reader.read();
        Mask mask = new Mask();
        StderrLog log = new StderrLog(err, flags.logLevel(), mask, Clock.systemUTC());
        LibraryLogs.sendTo(log);
        Exporter exporter = Exporter.start(
                config,
                reader,
                listen == null ? config.web().listenAddress() : listen,
                false,
                Secrets.hiddenBy(mask),
                log);
        HangUp.handle(exporter::reload, log);
        Runtime.getRuntime().addShutdownHook(new Thread(exporter::close, "sonde-stop"));
    }
}
