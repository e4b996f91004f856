package io.sonde.agent.bootstrap.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineFilesTest {

    /** The first two have the same hash. */
    private static final List<String> NAMES = List.of("p.Aa", "p.BB", "p.Other", "zz", "polygenelubricants");

    @TempDir
    private Path directory;

    @Test
    void eachClassIsFoundByItsName() throws Exception {
        try (ZipFile jar = jar()) {
            EngineFiles files = new EngineFiles(jar);
            for (String name : NAMES) {
                assertThat(find(files, name)).as(name).isEqualTo("file of " + name);
            }
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        try (ZipFile jar = jar()) {
            EngineFiles files = new EngineFiles(jar);
            // The second has the hash of two that are there.
            for (String name : List.of("", "p.AB", "p.C#", "p.Othe", "p.Other2", "q.Other")) {
                assertThat(find(files, name)).as(name).isNull();
            }
            assertThat(files.entry("engine/none")).isNull();
            assertThat(files.entry("engine/index")).hasSize(8 * NAMES.size());
        }
    }

    @Test
    void aJarWithoutAnEngineSaysSo() throws Exception {
        Path file = directory.resolve("empty.jar");
        try (OutputStream bytes = Files.newOutputStream(file);
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("other"));
            out.closeEntry();
        }
        try (ZipFile jar = new ZipFile(file.toFile())) {
            assertThatThrownBy(() -> new EngineFiles(jar))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("engine/classes");
        }
    }

    private static @Nullable String find(EngineFiles files, String name) throws IOException {
        int hash = name.hashCode();
        for (int i = files.first(hash); files.has(i, hash); i++) {
            byte[] block = new byte[100];
            files.read(i, block);
            int start = EngineFiles.classFile(block, name);
            if (start > 0) {
                return new String(Arrays.copyOfRange(block, start, files.size(i)), StandardCharsets.US_ASCII);
            }
        }
        return null;
    }

    private ZipFile jar() throws IOException {
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        ByteArrayOutputStream classes = new ByteArrayOutputStream();
        DataOutputStream indexData = new DataOutputStream(index);
        DataOutputStream classData = new DataOutputStream(classes);
        for (String name :
                NAMES.stream().sorted(Comparator.comparing(String::hashCode)).toList()) {
            indexData.writeInt(name.hashCode());
            indexData.writeInt(classes.size());
            classData.writeUTF(name);
            classData.writeBytes("file of " + name);
        }
        Path file = directory.resolve("agent.jar");
        try (OutputStream bytes = Files.newOutputStream(file);
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            store("engine/index", index.toByteArray(), out);
            store("engine/classes", classes.toByteArray(), out);
        }
        return new ZipFile(file.toFile());
    }

    private static void store(String name, byte[] bytes, ZipOutputStream out) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
