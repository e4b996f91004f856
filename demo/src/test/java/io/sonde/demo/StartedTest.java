package io.sonde.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartedTest {
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final Started started = new Started();

    @Test
    void stopsInReverseOrderOnce() throws Exception {
        add("database");
        add("shop");
        started.complete();
        started.close();
        started.close();

        assertThat(closed).containsExactly("shop", "database");
    }

    @Test
    void whatFailsToStopDoesNotKeepTheRest() throws Exception {
        add("database");
        started.add((AutoCloseable) () -> {
            throw new IllegalStateException("will not");
        });
        started.complete();
        started.close();

        assertThat(closed).containsExactly("database");
    }

    @Test
    void whatStartsWhileTheStopBeginsIsStoppedToo() throws Exception {
        Thread stop = new Thread(started::close, "stop");
        stop.start();
        assertThat(started.stopsWithin(Duration.ofSeconds(10))).isTrue();
        assertThatThrownBy(() -> add("late")).isInstanceOf(InterruptedIOException.class);
        assertThat(closed).isEmpty();
        started.complete();
        stop.join(10_000);

        assertThat(closed).containsExactly("late");
    }

    @Test
    void aChildThatEndsIsReportedWithTheEndOfItsLog(@TempDir Path directory) throws Exception {
        Child child = Child.start("java", List.of(Child.java(), "-no-such-option"), Map.of(), directory);

        assertThatThrownBy(() -> child.awaitReady(URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(30), started))
                .hasMessageStartingWith("java ended with status 1; the end of " + directory.resolve("java.log"))
                .hasMessageContaining("Unrecognized option: -no-such-option");
        child.close();
    }

    @Test
    void aRunsFolderGoesAndTheLogsOfAFailedOneStay(@TempDir Path directory) throws Exception {
        RunDirectory good = RunDirectory.below(directory);
        Files.writeString(good.logs().resolve("a.log"), "a");
        good.close();
        assertThat(directory).isEmptyDirectory();

        RunDirectory failed = RunDirectory.below(directory);
        Files.writeString(failed.path().resolve("password"), "secret");
        Files.writeString(failed.logs().resolve("a.log"), "a");
        failed.keepLogs();
        failed.close();
        assertThat(failed.path()).isDirectoryNotContaining("glob:**password");
        assertThat(failed.logs().resolve("a.log")).hasContent("a");
    }

    private void add(String name) throws InterruptedIOException {
        started.add((AutoCloseable) () -> closed.add(name));
    }
}
