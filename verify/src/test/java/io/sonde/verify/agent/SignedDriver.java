package io.sonde.verify.agent;

import io.sonde.verify.agent.app.GeneratedFiles;
import io.sonde.verify.jdk.Jdk;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar with a generated driver, signed by a key that nobody knows. */
final class SignedDriver {

    private static final String PASSWORD = "changeit";

    private SignedDriver() {}

    static Path in(Path directory, Jdk jdk) throws Exception {
        Path jar = directory.resolve("driver.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : GeneratedFiles.driver().entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey().replace('.', '/') + ".class"));
                zip.write(entry.getValue());
            }
        }
        Path keys = directory.resolve("keys.p12");
        run(
                jdk,
                "keytool",
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-dname",
                "CN=nobody");
        run(jdk, "jarsigner", "-keystore", keys.toString(), "-storepass", PASSWORD, jar.toString(), "k");
        return jar;
    }

    private static void run(Jdk jdk, String tool, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = jdk.home().resolve("bin").resolve(tool).toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(tool + ": " + said);
        }
    }
}
