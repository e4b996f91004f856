package io.sonde.verify.agent.app;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads JDBC classes that are hard to weave or cannot be loaded at all, uses them, and says what came of each. Argument: a signed jar
 * with a driver.
 */
public final class OddClassesUser {

    private static final String EXECUTE = "execute(Ljava/lang/String;)Z";

    private OddClassesUser() {}

    /** Gets a statement that is odd. */
    private interface Case {
        Statement statement() throws Exception;
    }

    /** What an interface of a driver may bring. */
    public interface WithDefaults extends CallableStatement {
        @Override
        default boolean execute(String sql) {
            return sql.startsWith("select");
        }

        @Override
        default int executeUpdate(String sql) {
            return sql.length();
        }
    }

    public static void main(String[] arguments) throws Exception {
        say(
                "plain",
                () -> statement(new GeneratedJdbc(Opcodes.V17).file(GeneratedJdbc.STATEMENT, CallableStatement.class)));
        say(
                "of the first version",
                () -> statement(
                        new GeneratedJdbc(Opcodes.V1_1).file(GeneratedJdbc.STATEMENT, CallableStatement.class)));
        say(
                "of a version to come",
                () -> statement(new GeneratedJdbc(99).file(GeneratedJdbc.STATEMENT, CallableStatement.class)));
        say("without a frame", () -> statement(changed(EXECUTE, OddClassesUser::jumpWithoutFrame)));
        say("with a huge method", () -> statement(changed(EXECUTE, body -> nothing(body, 65_000))));
        say("with a nearly huge method", () -> statement(changed(EXECUTE, body -> nothing(body, 60_000))));
        say("with a field of Sonde's name", () -> statement(with(writer -> field(writer, "sonde$state"))));
        say("with a method of Sonde's name", () -> statement(with(OddClassesUser::method)));
        say(
                "cut short",
                () -> statement(
                        cut(new GeneratedJdbc(Opcodes.V17).file(GeneratedJdbc.STATEMENT, CallableStatement.class))));
        say(
                "with methods from an interface",
                () -> statement(new GeneratedJdbc(Opcodes.V17).file(GeneratedJdbc.STATEMENT, WithDefaults.class)));
        say("hidden", OddClassesUser::hidden);
        say("without a file for its supertype", OddClassesUser::orphan);
        say("of a loader that fails when asked for a file", OddClassesUser::unfriendly);
        say("signed", () -> signed(Path.of(arguments[0])));
        if (Integer.getInteger("page.port") != null) {
            OwnPage.print();
        }
    }

    private static void say(String name, Case odd) {
        String outcome;
        try {
            Statement statement = odd.statement();
            outcome = "execute is " + statement.execute("select 1") + ", executeUpdate is "
                    + statement.executeUpdate("update t set a = 1");
        } catch (Throwable t) {
            outcome = t.getClass().getName();
        }
        System.out.println(name + ": " + outcome);
    }

    private static Statement statement(byte[] file) throws ReflectiveOperationException {
        return statement(new GeneratedJdbc.Loader(Map.of(dotted(GeneratedJdbc.STATEMENT), file)));
    }

    private static Statement statement(ClassLoader loader) throws ReflectiveOperationException {
        return (Statement) loader.loadClass(dotted(GeneratedJdbc.STATEMENT))
                .getConstructor()
                .newInstance();
    }

    private static String dotted(String name) {
        return name.replace('/', '.');
    }

    /** The statement with another body for one method. */
    private static byte[] changed(String method, Consumer<MethodVisitor> newBody) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new GeneratedJdbc(Opcodes.V17)
                .generate(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                MethodVisitor body = super.visitMethod(access, name, descriptor, signature, exceptions);
                                if (!method.equals(name + descriptor)) {
                                    return body;
                                }
                                newBody.accept(body);
                                return new MethodVisitor(Opcodes.ASM9) {};
                            }
                        },
                        GeneratedJdbc.STATEMENT,
                        CallableStatement.class);
        return writer.toByteArray();
    }

    private static void jumpWithoutFrame(MethodVisitor body) {
        Label target = new Label();
        body.visitCode();
        body.visitVarInsn(Opcodes.ALOAD, 1);
        body.visitJumpInsn(Opcodes.IFNULL, target);
        body.visitInsn(Opcodes.ICONST_1);
        body.visitInsn(Opcodes.IRETURN);
        body.visitLabel(target);
        nothing(body, 0);
    }

    private static void nothing(MethodVisitor body, int instructions) {
        body.visitCode();
        for (int i = 0; i < instructions; i++) {
            body.visitInsn(Opcodes.NOP);
        }
        body.visitInsn(Opcodes.ICONST_0);
        body.visitInsn(Opcodes.IRETURN);
        body.visitMaxs(0, 0);
        body.visitEnd();
    }

    /** The statement with one more member. */
    private static byte[] with(Consumer<ClassVisitor> member) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new GeneratedJdbc(Opcodes.V17)
                .generate(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visitEnd() {
                                member.accept(cv);
                                super.visitEnd();
                            }
                        },
                        GeneratedJdbc.STATEMENT,
                        CallableStatement.class);
        return writer.toByteArray();
    }

    private static void field(ClassVisitor writer, String name) {
        FieldVisitor field = writer.visitField(Opcodes.ACC_PUBLIC, name, "Ljava/lang/Object;", null, null);
        field.visitEnd();
    }

    private static void method(ClassVisitor writer) {
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC, "sonde$state", "()Ljava/lang/Object;", null, null);
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static byte[] cut(byte[] file) {
        return Arrays.copyOf(file, file.length - 100);
    }

    private static Statement hidden() throws ReflectiveOperationException {
        byte[] file = new GeneratedJdbc(Opcodes.V17).file(GeneratedJdbc.STATEMENT, CallableStatement.class);
        return (Statement) MethodHandles.lookup()
                .defineHiddenClass(file, true)
                .lookupClass()
                .getConstructor()
                .newInstance();
    }

    /** A statement whose supertype is known to its loader, but not as a file. */
    private static Statement orphan() throws ReflectiveOperationException {
        Map<String, byte[]> files = new HashMap<>();
        files.put(
                dotted(GeneratedJdbc.STATEMENT),
                new GeneratedJdbc(Opcodes.V17).file(GeneratedJdbc.STATEMENT, CallableStatement.class));
        String child = "io/sonde/verify/agent/app/GeneratedChild";
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, child, null, GeneratedJdbc.STATEMENT, null);
        MethodVisitor init = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        init.visitCode();
        init.visitVarInsn(Opcodes.ALOAD, 0);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, GeneratedJdbc.STATEMENT, "<init>", "()V", false);
        init.visitInsn(Opcodes.RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
        MethodVisitor execute = writer.visitMethod(
                Opcodes.ACC_PUBLIC, "execute", "(Ljava/lang/String;)Z", null, new String[] {"java/sql/SQLException"});
        nothing(execute, 0);
        writer.visitEnd();
        files.put(dotted(child), writer.toByteArray());
        return (Statement) new GeneratedJdbc.Loader(files)
                .loadClass(dotted(child))
                .getConstructor()
                .newInstance();
    }

    private static Statement unfriendly() throws ReflectiveOperationException {
        byte[] file = new GeneratedJdbc(Opcodes.V17).file(GeneratedJdbc.STATEMENT, WithDefaults.class);
        return statement(new ClassLoader(OddClassesUser.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) {
                return defineClass(name, file, 0, file.length);
            }

            @Override
            public URL getResource(String name) {
                throw new IllegalStateException("asked for a file");
            }

            @Override
            public InputStream getResourceAsStream(String name) {
                throw new IllegalStateException("asked for a file");
            }
        });
    }

    @SuppressWarnings("resource") // Used until the end.
    private static Statement signed(Path jar) throws Exception {
        URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, OddClassesUser.class.getClassLoader());
        Class<?> type = loader.loadClass(dotted(GeneratedJdbc.DRIVER));
        System.out.println("signers: " + (type.getSigners() == null ? 0 : type.getSigners().length));
        Driver driver = (Driver) type.getConstructor().newInstance();
        Connection connection = driver.connect("jdbc:postgresql://stub.example/signed", new Properties());
        Arrays.stream(connection.getClass().getDeclaredMethods())
                .map(method -> method.getName())
                .filter(name -> !name.startsWith("sonde$"))
                .distinct()
                .sorted(Comparator.naturalOrder())
                .limit(3)
                .forEach(System.out::println);
        return connection.createStatement();
    }
}
