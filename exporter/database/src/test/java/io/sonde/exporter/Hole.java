package io.sonde.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * A network that can stop delivering without anybody being told: connections stay open, and nothing comes through, or no answers do.
 */
final class Hole implements AutoCloseable {

    private final ServerSocket listening;
    private final int serverPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean delivers = true;
    private volatile boolean deliversAnswers = true;
    private volatile String last = "";

    private Hole(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static Hole before(int serverPort) throws IOException {
        Hole hole = new Hole(serverPort);
        daemon(hole::accept);
        return hole;
    }

    int port() {
        return listening.getLocalPort();
    }

    void delivers(boolean does) {
        delivers = does;
    }

    /** Whether what the server says comes through; what it is asked does. */
    void deliversAnswers(boolean does) {
        deliversAnswers = does;
    }

    /** From when these words are heard on, once, no answer comes through. */
    void lastHeard(String words) {
        last = words;
    }

    private void hear(byte[] said, int length) {
        String words = last;
        if (!words.isEmpty() && new String(said, 0, length, StandardCharsets.ISO_8859_1).contains(words)) {
            last = "";
            deliversAnswers = false;
        }
    }

    boolean hasHeard() {
        return last.isEmpty();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                if (delivers) {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                    sockets.add(server);
                    daemon(() -> copy(client, server, () -> delivers, this::hear));
                    daemon(() -> copy(server, client, () -> delivers && deliversAnswers, (said, length) -> {}));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private interface Ear {
        void hear(byte[] said, int length);
    }

    private static void copy(Socket from, Socket to, BooleanSupplier delivers, Ear ear) {
        byte[] buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int read = in.read(buffer);
            while (read >= 0) {
                ear.hear(buffer, read);
                if (delivers.getAsBoolean()) {
                    out.write(buffer, 0, read);
                }
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // One end is gone, and so is the other now.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "hole");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }

    /** Ends all connections, which both ends notice. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
