package io.sonde.agent.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What is asked of the engine in the place of a library, and what happens when the library changes. */
final class ReplacementsTest {

    private static final String INVOKE = "java/lang/reflect/Method.invoke";
    private static final String BINDERS = "io/sonde/agent/engine/micrometer/core/instrument/binder/system/";

    @Test
    void theEngineAnswersForNettysProperties() {
        String get = "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;";
        assertThat(calls("io/netty/util/internal/SystemPropertyUtil", "get", get))
                .containsExactly("io/sonde/agent/engine/netty/NettyProperties.get");
        assertThat(calls("io/netty/util/internal/Other", "get", get)).containsExactly(INVOKE);
    }

    @Test
    void onlyTheBindersCallWithoutReflection() {
        String invoke = "(Ljava/lang/reflect/Method;)D";
        for (String binder : List.of("ProcessorMetrics", "FileDescriptorMetrics")) {
            assertThat(calls(BINDERS + binder, "invoke", invoke))
                    .containsExactly("io/sonde/agent/engine/jvm/OperatingSystem.invoke");
        }
        assertThat(calls(BINDERS + "ProcessorMetrics", "other", invoke)).containsExactly(INVOKE);
        assertThat(calls(BINDERS + "UptimeMetrics", "invoke", invoke)).containsExactly(INVOKE);
    }

    @Test
    void aLibraryThatHasThemElsewhereFailsTheBuild() {
        Replacements replacements = new Replacements();
        replacements.requireAll();
        PlainClass.of(classWith("io/netty/util/internal/PlatformDependent", "any", "()V"), replacements);
        assertThatThrownBy(replacements::requireAll)
                .hasMessageContaining("SystemPropertyUtil.get")
                .hasMessageContaining("ProcessorMetrics.invoke")
                .hasMessageContaining("PlatformDependent.estimateMaxDirectMemory");
    }

    /** What a method calls, when its class is plain, that called by reflection. */
    private static List<String> calls(String owner, String method, String descriptor) {
        byte[] plain = PlainClass.of(classWith(owner, method, descriptor), new Replacements())
                .get(owner);
        List<String> calls = new ArrayList<>();
        new ClassReader(plain == null ? new byte[0] : plain)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String type,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String called, String calledName, String types, boolean any) {
                                        calls.add(called + "." + calledName);
                                    }
                                };
                            }
                        },
                        0);
        return calls;
    }

    private static byte[] classWith(String owner, String method, String descriptor) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, owner, null, "java/lang/Object", null);
        MethodVisitor code =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, method, descriptor, null, null);
        code.visitCode();
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                "java/lang/reflect/Method",
                "invoke",
                "(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;",
                false);
        code.visitInsn(Opcodes.POP);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitInsn(Opcodes.ATHROW);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
