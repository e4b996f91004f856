package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ConnectedServerTest {

    private static final String MARIADB = "10.11.14-MariaDB-0+deb12u2";

    @Test
    void mySqlAndMariaDbAreWhatTheyAreByWhateverUrl() {
        assertThat(of("jdbc:mysql://db/shop", "MySQL " + MARIADB, null)).isEqualTo("mariadb db:3306");
        assertThat(of("jdbc:mysql://db/shop", "MySQL 9.7.0", null)).isEqualTo("mysql db:3306");
        assertThat(of("jdbc:mariadb://db/shop", "MySQL 9.7.0", null)).isEqualTo("mysql db:3306");
        assertThat(of("jdbc:mariadb://db/shop", "MariaDB " + MARIADB, null)).isEqualTo("mariadb db:3306");
        // As with useMysqlMetadata.
        assertThat(of("jdbc:mariadb://db/shop", "MySQL " + MARIADB, null)).isEqualTo("mariadb db:3306");
    }

    @Test
    void aDriverThatDoesNotAnswerLeavesWhatTheUrlSays() {
        assertThat(of("jdbc:mariadb://one,two:3307/shop", null, null)).isEqualTo("mariadb one:3306");
        assertThat(ConnectedServer.of(new Object(), "jdbc:mysql://db/shop", "", null))
                .isEqualTo(JdbcUrl.parse("jdbc:mysql://db/shop", ""));
    }

    @Test
    void ofSeveralHostsItIsTheOneThatIsConnected() {
        assertThat(of("jdbc:postgresql://one,two:5433/shop", "none", "two:5433"))
                .isEqualTo("postgresql two:5433");
        assertThat(of("jdbc:mariadb:sequential://one,[::1]/shop", "MariaDB " + MARIADB, "::1:3306"))
                .isEqualTo("mariadb ::1:3306");
        assertThat(of("jdbc:mysql://one:1,two:2/shop", "MySQL 9.7.0", "two:2")).isEqualTo("mysql two:2");
        assertThat(of("jdbc:postgresql://[::1]:5433,[::2]:5434/shop", "none", "[::2]:5434"))
                .isEqualTo("postgresql ::2:5434");
    }

    @Test
    void nothingElseIsAsked() {
        assertThat(of("jdbc:postgresql://one/shop", "MariaDB", "two:1")).isEqualTo("postgresql one:5432");
        assertThat(of("jdbc:postgresql://one/shop?options=a,b", "MariaDB", "two:1"))
                .isEqualTo("postgresql one:5432");
    }

    private static String of(String url, @Nullable String product, @Nullable String host) {
        Server server = ConnectedServer.of(new Object(), url, "", new Answers(product, host));
        return server.system() + " " + server.address() + ":" + server.port();
    }

    /** A driver that knows this about its connections. */
    private record Answers(
            @Nullable String product, @Nullable String host) implements JdbcAccess {

        @Override
        public @Nullable String product(Object connection) {
            return product;
        }

        @Override
        public @Nullable String host(Object connection) {
            return host;
        }

        @Override
        public @Nullable Object connection(Object statement) {
            return null;
        }

        @Override
        public boolean isPrepared(Object statement) {
            return false;
        }

        @Override
        public @Nullable String url(Object connection) {
            return null;
        }

        @Override
        public @Nullable WovenConnection unwrapped(Object connection) {
            return null;
        }

        @Override
        public void unwoven(Object statement) {}

        @Override
        public @Nullable String sqlState(Throwable failure) {
            return null;
        }

        @Override
        public @Nullable Integer vendorCode(Throwable failure) {
            return null;
        }
    }
}
