package io.sonde.agent.bootstrap;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import io.sonde.agent.bootstrap.failure.Warnings;
import io.sonde.agent.bootstrap.settings.LiveSettings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks at the file of settings every few seconds, on the thread that has started the engine and has nothing else to do. */
final class SettingsWatch {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private SettingsWatch() {}

    /** Does not return. */
    static void follow(LiveSettings settings) {
        Thread.currentThread().setName("sonde-config");
        long pause = LOOK_NANOS;
        while (true) {
            LockSupport.parkNanos(settings, pause);
            // Nobody should, but an interrupted thread does not park.
            Thread.interrupted();
            try {
                pause = settings.look() ? SOON_NANOS : LOOK_NANOS;
                Warnings.level(settings.get().logLevel());
            } catch (Throwable t) {
                pause = LOOK_NANOS;
                Failures.suppressed(Place.ENGINE, t);
            }
        }
    }
}
