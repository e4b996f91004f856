package io.sonde.verify.agent.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Reads the page that the agent in this JVM serves. */
public final class OwnPage {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private static final long BETWEEN_TRIES_NANOS = 10_000_000;

    private OwnPage() {}

    /** The page, as soon as it is served; prints it to standard output behind a line {@code page:}. */
    public static String print() throws IOException, InterruptedException {
        String page = read();
        System.out.println("page:");
        System.out.print(page);
        return page;
    }

    /** The page, if it is served at once. */
    static String tryOnce() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://127.0.0.1:" + Integer.getInteger("page.port") + "/metrics")
                        .toURL()
                        .openConnection();
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(5_000);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The page, as soon as it is served. */
    static String read() throws IOException, InterruptedException {
        return read("text/plain");
    }

    /** The page in this format, as soon as it is served. */
    static String read(String accept) throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + Integer.getInteger("page.port") + "/metrics";
        long start = System.nanoTime();
        while (true) {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setRequestProperty("Accept", accept);
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException notYet) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw notYet;
                }
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }
    }
}
