package io.sonde.verify.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What is in the agent's jar, and what is not. */
final class AgentJarIT {

    @Test
    void theApplicationFindsNoClassButTheBootstrapPart() throws Exception {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io/sonde/core/") || name.startsWith("io/sonde/agent/bootstrap/"));
        assertThat(entries())
                .filteredOn(name -> !name.startsWith("engine/") && !name.endsWith(".class") && !name.endsWith("/"))
                .containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "META-INF/LICENSE", "META-INF/NOTICE");
    }

    @Test
    void noClassMakesClassesWhileItRuns() throws Exception {
        List<String> with = new ArrayList<>();
        try (JarFile file = new JarFile(AgentRun.agentJar().toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().endsWith(".class") && hasCallSites(bytes(file, entry.getName()))) {
                    with.add(entry.getName());
                }
            }
            // How these two entries look is told in EngineFiles, which reads them.
            ByteBuffer index = ByteBuffer.wrap(bytes(file, "engine/index"));
            byte[] classes = bytes(file, "engine/classes");
            assertThat(index.remaining() / 8).as("classes of the engine").isGreaterThan(1000);
            while (index.hasRemaining()) {
                int hash = index.getInt();
                int begin = index.getInt();
                int end = index.hasRemaining() ? index.getInt(index.position() + 4) : classes.length;
                int classFile = begin + 2 + ByteBuffer.wrap(classes).getShort(begin);
                String name = new String(classes, begin + 2, classFile - begin - 2, StandardCharsets.US_ASCII);
                assertThat(name.hashCode()).isEqualTo(hash);
                if (hasCallSites(Arrays.copyOfRange(classes, classFile, end))) {
                    with.add(name);
                }
            }
        }
        assertThat(with).as("classes with invokedynamic").isEmpty();
        assertThat(hasCallSites(ownFile())).as("this one has").isTrue();
    }

    private static byte[] bytes(JarFile file, String entry) throws Exception {
        try (InputStream in = file.getInputStream(file.getJarEntry(entry))) {
            return in.readAllBytes();
        }
    }

    private static byte[] ownFile() throws Exception {
        try (InputStream in = AgentJarIT.class.getResourceAsStream("AgentJarIT.class")) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static boolean hasCallSites(byte[] classFile) {
        boolean[] found = {false};
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitInvokeDynamicInsn(
                                            String site, String type, Handle bootstrap, Object... arguments) {
                                        found[0] = true;
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_DEBUG);
        return found[0];
    }

    @Test
    void itIsSmallAndTheSameFromTheSameSources() throws Exception {
        File jar = AgentRun.agentJar().toFile();
        assertThat(Files.size(jar.toPath())).isLessThan(8 * 1024 * 1024);
        try (JarFile file = new JarFile(jar)) {
            assertThat(file.stream().map(entry -> entry.getTimeLocal()).distinct())
                    .hasSize(1);
            assertThat(file.getManifest().getMainAttributes().keySet())
                    .extracting(Object::toString)
                    .containsExactlyInAnyOrder(
                            "Manifest-Version", "Implementation-Title", "Implementation-Version", "Premain-Class");
        }
    }

    private static List<String> entries() throws Exception {
        try (JarFile file = new JarFile(AgentRun.agentJar().toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        }
    }
}
