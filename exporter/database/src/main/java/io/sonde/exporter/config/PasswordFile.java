package io.sonde.exporter.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A password in a file, read again whenever a connection is opened, so that a rotation needs no restart. */
final class PasswordFile implements Password {

    /*
     * Reading is cheaper than knowing whether to read: the file is tiny, connections are opened rarely, and the time stamps of
     * files that are swapped by symbolic links (as Kubernetes does) do not tell reliably.
     */
    private static final int MAX_BYTES = 64 * 1024;

    private final Path file;
    private volatile List<String> known = List.of();

    PasswordFile(Path file) {
        this.file = file;
    }

    @Override
    public String current() throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("the password file " + file + " is larger than 64 KiB");
        }
        String value = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        remember(value);
        return value;
    }

    private synchronized void remember(String value) {
        List<String> before = known;
        if (before.isEmpty()) {
            known = List.of(value);
        } else if (!before.get(0).equals(value)) {
            known = List.of(value, before.get(0));
        }
    }

    @Override
    public List<String> known() {
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordFile password && password.file.equals(file);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public String toString() {
        return "the password file " + file;
    }
}
