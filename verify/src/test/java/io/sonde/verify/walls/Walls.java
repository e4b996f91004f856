package io.sonde.verify.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.verify.servers.Prometheus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Dashboards and alerts that teams have today, as a directory of files that is not part of this repository. */
public final class Walls {

    private Walls() {}

    /** The directory, which {@code SONDE_COMPAT} names; without it the test is not run. */
    public static Path folder() {
        String folder = System.getenv("SONDE_COMPAT");
        assumeTrue(folder != null, "not run: SONDE_COMPAT does not name the files of dashboards and alerts");
        return Path.of(folder);
    }

    /** Waits until as many of the file's expressions find data as its bar demands, and fails when that is not so in time. */
    public static void assertDataFound(Prometheus prometheus, WallFile file, Duration patience)
            throws IOException, InterruptedException {
        int mayBeEmpty = (int) (file.inScope().size() * (1 - file.bar()));
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> empty = file.without(prometheus);
        while (mayBeEmpty < empty.size() && System.nanoTime() < deadline) {
            empty = file.without(prometheus);
        }
        System.out.println(file.name() + ": " + (file.inScope().size() - empty.size()) + " of "
                + file.inScope().size() + " find data; without: " + empty);
        assertThat(empty).as(file.name()).hasSizeLessThanOrEqualTo(mayBeEmpty);
    }
}
