package io.sonde.agent.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weaves each class of real drivers and pools, and has the JVM verify those that changed. */
final class RealDriversTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            org.postgresql.   | org.postgresql.Driver               | org.postgresql.Driver, org.postgresql.jdbc.PgConnection, org.postgresql.jdbc.PgStatement, org.postgresql.jdbc.PgPreparedStatement, org.postgresql.jdbc.PgCallableStatement, org.postgresql.jdbc.PgResultSet, org.postgresql.jdbc.PgDatabaseMetaData
            org.h2.           | org.h2.Driver                       | org.h2.Driver, org.h2.jdbc.JdbcConnection, org.h2.jdbc.JdbcStatement, org.h2.jdbc.JdbcPreparedStatement, org.h2.jdbc.JdbcResultSet, org.h2.jdbc.JdbcDatabaseMetaData
            org.mariadb.jdbc. | org.mariadb.jdbc.Driver             | org.mariadb.jdbc.Driver, org.mariadb.jdbc.Connection, org.mariadb.jdbc.Statement, org.mariadb.jdbc.ClientPreparedStatement, org.mariadb.jdbc.ServerPreparedStatement, org.mariadb.jdbc.client.result.CompleteResult, org.mariadb.jdbc.client.result.StreamingResult, org.mariadb.jdbc.DatabaseMetaData
            com.mysql.cj.     | com.mysql.cj.jdbc.Driver            | com.mysql.cj.jdbc.NonRegisteringDriver, com.mysql.cj.jdbc.ConnectionImpl, com.mysql.cj.jdbc.StatementImpl, com.mysql.cj.jdbc.ClientPreparedStatement, com.mysql.cj.jdbc.result.ResultSetImpl, com.mysql.cj.jdbc.result.UpdatableResultSet, com.mysql.cj.jdbc.DatabaseMetaDataMysqlSchema, com.mysql.cj.jdbc.DatabaseMetaDataInformationSchema
            org.sqlite.       | org.sqlite.JDBC                     | org.sqlite.JDBC, org.sqlite.jdbc3.JDBC3Connection, org.sqlite.jdbc4.JDBC4Connection, org.sqlite.jdbc4.JDBC4Statement, org.sqlite.jdbc3.JDBC3PreparedStatement, org.sqlite.jdbc4.JDBC4ResultSet, org.sqlite.jdbc3.JDBC3DatabaseMetaData
            com.zaxxer.       | com.zaxxer.hikari.HikariDataSource  | com.zaxxer.hikari.pool.ProxyConnection, com.zaxxer.hikari.pool.ProxyStatement, com.zaxxer.hikari.pool.HikariProxyPreparedStatement
            """)
    void everyWovenClassVerifies(String prefix, String anchor, String expected) throws Exception {
        ClassLoader parent = RealDriversTest.class.getClassLoader();
        File jar = new File(Class.forName(anchor, false, parent)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        WeavingLoader loader = new WeavingLoader(prefix, parent);
        for (String name : classes(jar, prefix)) {
            try {
                loader.loadClass(name);
            } catch (LinkageError missingOptionalLibrary) {
                // Not woven before it failed, or its supertypes are what fails.
                assertThat(missingOptionalLibrary).isInstanceOf(NoClassDefFoundError.class);
            }
        }
        assertThat(loader.woven()).contains(expected.split(", "));
        for (String name : Set.copyOf(loader.woven())) {
            Class.forName(name, true, loader);
        }
        for (Place place : Place.values()) {
            assertThat(Failures.count(place)).as(place.label()).isZero();
        }
    }

    private static List<String> classes(File jar, String prefix) throws Exception {
        try (JarFile file = new JarFile(jar)) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }
}
