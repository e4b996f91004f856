package io.sonde.agent.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.agent.bootstrap.jdbc.WovenStatement;
import io.sonde.agent.bootstrap.weave.UnwovenClasses;
import io.sonde.agent.engine.weave.stub.New;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that are the first of their line to be JDBC's. {@code WeavingLoader} makes them concrete. */
final class InheritedMethodsTest {

    private static final String NESTED = InheritedMethodsTest.class.getName() + "$";

    private final WeavingLoader loader = new WeavingLoader(NESTED, InheritedMethodsTest.class.getClassLoader());

    /** Has the methods of a statement, and is none. */
    public abstract static class Bare {
        public Bare() {}

        public boolean execute(String sql) throws SQLException {
            if (sql.contains("fail")) {
                throw new SQLException("failed");
            }
            return true;
        }

        public int executeUpdate(String sql, int keys) throws SQLException {
            return sql.length() + keys;
        }

        public long executeLargeUpdate(String sql) {
            return sql.length();
        }

        public static boolean execute() {
            return false;
        }

        protected void close() throws SQLException {}

        public abstract ResultSet executeQuery(String sql) throws SQLException;
    }

    /** Between them, with a method that hides one. */
    public abstract static class Middle extends Bare {
        @Override
        public abstract long executeLargeUpdate(String sql);
    }

    public abstract static class Late extends Middle implements Statement {
        @Override
        public void close() throws SQLException {
            super.close();
        }
    }

    public abstract static class AfterLate extends Late {
        @Override
        public boolean execute(String sql, int keys) throws SQLException {
            return execute(sql);
        }
    }

    public abstract static class WithFinal {
        public WithFinal() {}

        public final boolean execute(String sql) {
            return sql.isEmpty();
        }

        public int executeUpdate(String sql) {
            return sql.length();
        }
    }

    public abstract static class LateWithFinal extends WithFinal implements Statement {}

    public interface VendorStatement extends Statement {}

    /** What nobody sees when it is loaded: to read the interfaces of each class that knows JDBC would be dear. */
    public abstract static class Unseen extends Bare implements VendorStatement {
        @Override
        public void close() throws SQLException {
            super.close();
        }
    }

    public abstract static class UnseenDriver implements Driver {
        public UnseenDriver() {}

        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            return New.of(UnseenConnection.class);
        }
    }

    public abstract static class UnseenConnection implements Connection {
        public UnseenConnection() {}

        @Override
        public Statement createStatement() throws SQLException {
            return New.of(Unseen.class);
        }
    }

    @Test
    void theFirstOfItsLineOverridesWhatItInherits() throws Exception {
        Class<?> late = loader.loadClass(NESTED + "Late");
        assertThat(loader.woven()).containsExactly(NESTED + "Late");
        assertThat(methods(late)).containsExactly("close()", "execute(String)", "executeUpdate(String, int)");
        Method execute = late.getDeclaredMethod("execute", String.class);
        assertThat(execute.isSynthetic()).isFalse();
        assertThat(execute.getExceptionTypes()).containsExactly(SQLException.class);
        Statement statement = (Statement) late.getConstructors()[0].newInstance();
        assertThat(statement.execute("select 1")).isTrue();
        assertThat(((WovenStatement) statement).sonde$state()).isNotNull();
        assertThat(statement.executeUpdate("update", Statement.RETURN_GENERATED_KEYS))
                .isEqualTo(7);
        assertThatThrownBy(() -> statement.execute("fail"))
                .isExactlyInstanceOf(SQLException.class)
                .hasMessage("failed");
    }

    @Test
    void whatIsBelowItNeedsNoMore() throws Exception {
        assertThat(methods(loader.loadClass(NESTED + "AfterLate"))).containsExactly("execute(String, int)");
    }

    @Test
    void whatIsFinalIsToldAndTheRestIsWoven() throws Exception {
        int before = UnwovenClasses.statements();
        Class<?> late = loader.loadClass(NESTED + "LateWithFinal");
        assertThat(methods(late)).containsExactly("executeUpdate(String)");
        assertThat(UnwovenClasses.statements()).isEqualTo(before + 1);
        assertThat(((Statement) late.getConstructors()[0].newInstance()).execute(""))
                .isTrue();
    }

    @Test
    void whatOnlyADriverCanShowIsToldWhenItDoes() throws Exception {
        int before = UnwovenClasses.statements();
        Driver driver = (Driver)
                loader.loadClass(NESTED + "UnseenDriver").getConstructors()[0].newInstance();
        Connection connection = Objects.requireNonNull(driver.connect("jdbc:unseen://db/x", new Properties()));
        assertThat(UnwovenClasses.statements()).isEqualTo(before);
        for (int i = 0; i < 3; i++) {
            assertThat(connection.createStatement()).isNotInstanceOf(WovenStatement.class);
        }
        assertThat(UnwovenClasses.statements()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
    void anyVersionOfClassFilesCanOverride(int version) throws Exception {
        Statement statement = (Statement) define(version, Bare.class.getName());
        assertThat(statement.execute("x")).isTrue();
        assertThat(statement.executeUpdate("x", 2)).isEqualTo(3);
        assertThat(statement.executeLargeUpdate("x")).isEqualTo(1);
        assertThatThrownBy(() -> statement.execute("fail")).isExactlyInstanceOf(SQLException.class);
        assertThat(methods(statement.getClass()))
                .containsExactly("execute(String)", "executeLargeUpdate(String)", "executeUpdate(String, int)");
    }

    @Test
    void aSuperclassWithoutAFileIsTold() throws Exception {
        int before = UnwovenClasses.statements();
        byte[] file = file(Opcodes.V17, "of/no/File");
        assertThat(new JdbcWeaver().weave(loader, "Seen", file)).isNull();
        assertThat(UnwovenClasses.statements()).isEqualTo(before + 1);
    }

    /** Its methods that Sonde may have woven, in order. */
    private static List<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.getName().startsWith("sonde$"))
                .map(method -> method.getName()
                        + Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .toList()
                                .toString()
                                .replace('[', '(')
                                .replace(']', ')'))
                .sorted()
                .toList();
    }

    /** A class without methods that extends another one and implements a statement. */
    private Object define(int version, String superclass) throws Exception {
        byte[] woven = Objects.requireNonNull(
                new JdbcWeaver().weave(loader, "Odd", file(version, superclass.replace('.', '/'))));
        return new ClassLoader(loader) {
            Class<?> define() {
                return defineClass("Odd", woven, 0, woven.length);
            }
        }.define().getConstructor().newInstance();
    }

    private static byte[] file(int version, String superclass) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String[] interfaces = {"java/sql/Statement"};
        writer.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, "Odd", null, superclass, interfaces);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, superclass, "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
