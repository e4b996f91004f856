package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.verify.agent.app.ChangesSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of settings is changed, spoilt, deleted and made again while the application runs. */
final class AgentSettingsIT {

    @TempDir
    private Path directory;

    @Test
    void whatIsRightIsUsedAndWhatIsWrongIsToldAndChangesNothing() throws Exception {
        // They wait most of the time, so they wait together.
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int version : new int[] {17, 25}) {
                runs.add(both.submit(() -> {
                    changes(version);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            both.shutdownNow();
        }
    }

    private void changes(int version) throws Exception {
        Path file = directory.resolve("sonde" + version + ".properties");
        Files.writeString(file, "log.level = info\nexecutions.long = 1h\n");
        AgentRun run = Launch.of(version, ChangesSettings.class)
                .settings("config=" + file)
                .withAgent(file.toString())
                .succeeded();
        String refused = "[sonde] the changed configuration is not used: ";
        String again = "[sonde] " + file + " was read again: executions.long is ";
        assertThat(Launch.said(run))
                .filteredOn(line -> line.startsWith(refused) || line.contains(" was read again"))
                .containsExactly(
                        again + "200ms",
                        refused + file + " line 3: unknown key \"executions.lon\", did you mean \"executions.long\"?."
                                + " The settings from before hold",
                        again + "300ms",
                        refused + file + " line 2: executions.long is \"soon\" but must be a time from 100ms to 24h,"
                                + " like 500ms, 10s or 2m. The settings from before hold",
                        again + "400ms",
                        refused + file + " line 2 is not of the form key = value. The settings from before hold",
                        again + "500ms",
                        refused + "cannot read the configuration file: " + file
                                + " (No such file or directory). The settings from before hold",
                        again + "1h");
        run.withoutSuppressedFailures();
    }
}
