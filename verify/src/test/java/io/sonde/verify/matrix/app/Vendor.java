package io.sonde.verify.matrix.app;

import com.mysql.cj.jdbc.JdbcStatement;
import com.mysql.cj.jdbc.MysqlConnectionPoolDataSource;
import com.mysql.cj.jdbc.MysqlDataSource;
import com.mysql.cj.jdbc.MysqlXADataSource;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgStatement;
import org.postgresql.xa.PGXADataSource;

/** A driver's own ways in that do not ask for a URL at {@code Driver.connect}. */
enum Vendor {
    PGJDBC {
        @Override
        Class<? extends Statement> statement() {
            return PgStatement.class;
        }

        @Override
        DataSource simple(String url) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(url);
            return source;
        }

        @Override
        ConnectionPoolDataSource pooled(String url) {
            PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
            source.setURL(url);
            return source;
        }

        @Override
        XADataSource xa(String url) {
            PGXADataSource source = new PGXADataSource();
            source.setURL(url);
            return source;
        }
    },
    MARIADB {
        @Override
        Class<? extends Statement> statement() {
            return org.mariadb.jdbc.Statement.class;
        }

        @Override
        DataSource simple(String url) throws SQLException {
            return new MariaDbDataSource(url);
        }

        @Override
        ConnectionPoolDataSource pooled(String url) throws SQLException {
            return new MariaDbDataSource(url);
        }

        @Override
        XADataSource xa(String url) throws SQLException {
            return new MariaDbDataSource(url);
        }
    },
    CONNECTOR_J {
        @Override
        Class<? extends Statement> statement() {
            return JdbcStatement.class;
        }

        @Override
        DataSource simple(String url) {
            MysqlDataSource source = new MysqlDataSource();
            source.setUrl(url);
            return source;
        }

        @Override
        ConnectionPoolDataSource pooled(String url) {
            MysqlConnectionPoolDataSource source = new MysqlConnectionPoolDataSource();
            source.setUrl(url);
            return source;
        }

        @Override
        XADataSource xa(String url) {
            MysqlXADataSource source = new MysqlXADataSource();
            source.setUrl(url);
            return source;
        }
    },
    H2 {
        @Override
        Class<? extends Statement> statement() {
            return org.h2.jdbc.JdbcStatement.class;
        }

        @Override
        DataSource simple(String url) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL(url);
            return source;
        }

        @Override
        ConnectionPoolDataSource pooled(String url) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL(url);
            return source;
        }

        @Override
        XADataSource xa(String url) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL(url);
            return source;
        }
    };

    /** What a statement of the driver's own is. */
    abstract Class<? extends Statement> statement();

    abstract DataSource simple(String url) throws SQLException;

    abstract ConnectionPoolDataSource pooled(String url) throws SQLException;

    abstract XADataSource xa(String url) throws SQLException;
}
