package io.sonde.agent.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What only tools look at is left out, and what the library asks stays. */
final class LeanTest {

    @Retention(RetentionPolicy.RUNTIME)
    @interface Mark {}

    @Mark
    static final class Annotated extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        @Mark
        final List<String> list = new ArrayList<>();

        @Mark
        List<String> method(@Mark List<String> parameter) {
            return parameter;
        }
    }

    private static final class Plain extends ClassLoader {
        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }

    @Test
    void annotationsAndTheTypesOfMembersAreLeftOut() throws Exception {
        Class<?> plain = plain();
        assertThat(plain.getAnnotations()).isEmpty();
        assertThat(plain.getDeclaredField("list").getAnnotations()).isEmpty();
        assertThat(plain.getDeclaredField("list").getGenericType()).isEqualTo(List.class);
        assertThat(plain.getDeclaredMethod("method", List.class).getAnnotations())
                .isEmpty();
        assertThat(plain.getDeclaredMethod("method", List.class).getParameterAnnotations()[0])
                .isEmpty();
        assertThat(plain.getDeclaredMethod("method", List.class).getGenericReturnType())
                .isEqualTo(List.class);
    }

    @Test
    void theTypesOfAClassAndTheNumbersOfLinesStay() throws Exception {
        assertThat(plain().getGenericSuperclass()).hasToString("java.util.ArrayList<java.lang.String>");
        boolean[] line = {false};
        new ClassReader(lean())
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
                                    public void visitLineNumber(int number, Label start) {
                                        line[0] = true;
                                    }
                                };
                            }
                        },
                        0);
        assertThat(line[0]).isTrue();
    }

    private static Class<?> plain() throws IOException {
        return new Plain().define(lean());
    }

    private static byte[] lean() throws IOException {
        try (InputStream in = LeanTest.class.getResourceAsStream("LeanTest$Annotated.class")) {
            byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
            byte[] lean = PlainClass.of(bytes, new Replacements()).get(new ClassReader(bytes).getClassName());
            return lean == null ? new byte[0] : lean;
        }
    }
}
