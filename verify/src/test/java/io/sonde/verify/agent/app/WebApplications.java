package io.sonde.verify.agent.app;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves the two web applications of a folder, {@code alpha} and {@code beta}, asks each twice, undeploys alpha, asks beta
 * again, and waits for alpha's classes to go: {@code tomcat|jetty <folder>}; then prints the page.
 */
public final class WebApplications {

    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long BETWEEN_TRIES_NANOS = 50_000_000;

    private WebApplications() {}

    public static void main(String[] arguments) throws Exception {
        File folder = new File(arguments[1]);
        WebServer server = arguments[0].equals("tomcat") ? new TomcatServer(folder) : new JettyServer();
        server.deploy("alpha", new File(folder, "alpha"));
        server.deploy("beta", new File(folder, "beta"));
        System.out.println("alpha has a driver of its own: " + get(server, "alpha", 3));
        System.out.println("beta has a driver of its own: " + get(server, "beta", 5));
        // Now the agent has seen their libraries.
        OwnPage.read();
        get(server, "alpha", 1);
        get(server, "beta", 1);
        OwnPage.read("application/openmetrics-text")
                .lines()
                .filter(line -> line.startsWith("shop_") || line.contains("trace_id="))
                .forEach(line -> System.out.println("both: " + line));
        WeakReference<ClassLoader> alpha = new WeakReference<>(server.loader("alpha"));
        WeakReference<ClassLoader> beta = new WeakReference<>(server.loader("beta"));
        server.undeploy("alpha");
        System.out.println("beta again: " + get(server, "beta", 7));
        System.out.println("alpha has gone: " + goes(alpha) + ", beta too: " + (beta.get() == null));
        OwnPage.print();
        System.exit(0);
    }

    private static String get(WebServer server, String name, int queries) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/" + name + "/shop?queries=" + queries);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static boolean goes(WeakReference<?> reference) throws Exception {
        for (long start = System.nanoTime(); System.nanoTime() - start < PATIENCE_NANOS; ) {
            System.gc();
            if (reference.get() == null) {
                return true;
            }
            OwnPage.read();
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
        }
        return false;
    }
}
