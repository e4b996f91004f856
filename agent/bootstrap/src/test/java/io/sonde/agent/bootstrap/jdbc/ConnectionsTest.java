package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {

    @Test
    void aConnectionThatADriverOpenedLeadsWhereItsUrlSays() {
        FakeConnection opened = new FakeConnection(null);
        Connections.connected(opened, "jdbc:postgresql://db:5433/connections", null, Connections.connecting());
        Server server = Objects.requireNonNull(opened.sonde$server()).server();
        assertThat(server.address()).isEqualTo("db");
        assertThat(server.namespace()).isEqualTo("connections");
    }

    @Test
    void oneThatWasOpenedBeforeAndIsHandedOutByAnotherDriverStaysWhereItIs() {
        FakeConnection opened = new FakeConnection(null);
        Connections.connected(opened, "jdbc:postgresql://db:5433/connections", null, Connections.connecting());
        ServerSeries server = opened.sonde$server();
        Connections.connected(opened, "jdbc:own-pool:orders", null, Connections.connecting());
        assertThat(opened.sonde$server()).isSameAs(server);
    }
}
