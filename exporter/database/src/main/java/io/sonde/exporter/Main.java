package io.sonde.exporter;

import io.sonde.exporter.CommandLine.UsageException;
import io.sonde.exporter.config.ConfigException;
import io.sonde.exporter.config.ExporterConfig;
import io.sonde.exporter.config.ExporterConfigReader;
import io.sonde.exporter.config.HostPort;
import io.sonde.exporter.log.LibraryLogs;
import io.sonde.exporter.log.Mask;
import io.sonde.exporter.log.StderrLog;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The exporter's process. */
public final class Main {

    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(System::getenv, System.out, System.err, arguments);
        if (code >= 0) {
            System.exit(code);
        }
    }

    /** The exit code, or -1 when the exporter was started and goes on. */
    static int run(UnaryOperator<@Nullable String> environment, PrintStream out, PrintStream err, String... arguments) {
        try {
            CommandLine flags = CommandLine.parse(arguments);
            switch (flags.action()) {
                case HELP -> out.print(CommandLine.HELP);
                case VERSION -> out.println(Version.line());
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

    private static void start(CommandLine flags, UnaryOperator<@Nullable String> environment, PrintStream err)
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
        ExporterConfig config = new ExporterConfigReader(environment).read(flags.configFile());
        Mask mask = new Mask();
        config.targets().forEach(target -> mask.hide(target.password()::known));
        StderrLog log = new StderrLog(err, flags.logLevel(), mask, Clock.systemUTC());
        LibraryLogs.sendTo(log);
        Exporter exporter = Exporter.start(config, listen == null ? config.web().listenAddress() : listen, false, log);
        Runtime.getRuntime().addShutdownHook(new Thread(exporter::close, "sonde-stop"));
    }
}
