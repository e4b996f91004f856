package io.sonde.verify.agent;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sonde.verify.servers.Tool;
import java.util.List;

/** A command that runs another one as a user who may have only so many threads. */
final class LimitedThreads {

    /** A user who has no other process. */
    private static final String USER = "54321";

    private LimitedThreads() {}

    static List<String> command(int threads) {
        String setpriv = Tool.named("setpriv").program().toString();
        String prlimit = Tool.named("prlimit").program().toString();
        if (!"root".equals(System.getProperty("user.name"))) {
            String reason = "not run: only root may become a user without processes";
            return "1".equals(System.getenv("SONDE_FULL")) ? fail(reason) : abort(reason);
        }
        return List.of(
                setpriv,
                "--reuid=" + USER,
                "--regid=" + USER,
                "--clear-groups",
                // What is read may belong to root.
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search",
                prlimit,
                "--nproc=" + threads + ":" + threads);
    }
}
