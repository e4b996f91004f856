package io.sonde.agent.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.agent.bootstrap.jdbc.WovenStatement;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Bytecode that no Java compiler writes, but obfuscators and old compilers do. */
final class AdviceVisitorTest {

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
    void aMethodMayReuseItsParametersAndThis(int version) throws Exception {
        Statement statement = define(version, method -> {
            // this = 3.5 (two variables: the text is gone too); return true
            method.visitLdcInsn(3.5);
            method.visitVarInsn(Opcodes.DSTORE, 0);
            method.visitInsn(Opcodes.ICONST_1);
            method.visitInsn(Opcodes.IRETURN);
        });
        assertThat(statement.execute("x")).isTrue();
        assertThat(statement).isInstanceOf(WovenStatement.class);
    }

    @Test
    void returnsMayFollowEachOther() throws Exception {
        Statement statement = define(Opcodes.V17, method -> {
            // return text.isEmpty() by two returns with nothing between them
            Label empty = new Label();
            Label second = new Label();
            method.visitInsn(Opcodes.ICONST_0);
            method.visitVarInsn(Opcodes.ALOAD, 1);
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "isEmpty", "()Z", false);
            method.visitJumpInsn(Opcodes.IFNE, empty);
            method.visitJumpInsn(Opcodes.GOTO, second);
            method.visitLabel(empty);
            frame(method, "java/lang/String");
            method.visitInsn(Opcodes.IRETURN);
            method.visitLabel(second);
            frame(method, "java/lang/String");
            method.visitInsn(Opcodes.IRETURN);
        });
        assertThat(statement.execute("x")).isFalse();
    }

    @Test
    void aMethodMayEndWithAThrow() throws Exception {
        Statement statement = define(Opcodes.V17, method -> {
            method.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
            method.visitInsn(Opcodes.DUP);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
            method.visitInsn(Opcodes.ATHROW);
        });
        assertThatThrownBy(() -> statement.execute("x")).isExactlyInstanceOf(IllegalStateException.class);
    }

    private static void frame(MethodVisitor method, String text) {
        method.visitFrame(Opcodes.F_NEW, 2, new Object[] {"Odd", text}, 1, new Object[] {Opcodes.INTEGER});
    }

    private interface Body {
        void write(MethodVisitor method);
    }

    /** A class {@code Odd implements Statement} whose {@code execute(String)} has this body. */
    private static Statement define(int version, Body body) throws Exception {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String[] interfaces = {"java/sql/Statement"};
        writer.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, "Odd", null, "java/lang/Object", interfaces);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "execute", "(Ljava/lang/String;)Z", null, null);
        method.visitCode();
        body.write(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        byte[] file = writer.toByteArray();
        ClassLoader parent = AdviceVisitorTest.class.getClassLoader();
        byte[] woven = Objects.requireNonNull(new JdbcWeaver().weave(parent, "Odd", file));
        Class<?> odd = new ClassLoader(parent) {
            Class<?> define() {
                return defineClass("Odd", woven, 0, woven.length);
            }
        }.define();
        return (Statement) odd.getConstructor().newInstance();
    }
}
