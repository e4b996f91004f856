package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.bootstrap.failure.Failures;
import io.sonde.agent.bootstrap.failure.Place;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PreparationsTest {

    @Test
    void anApplicationsProxyOfAWovenStatementIsNotAskedForWhatItHasNeverHeardOf() {
        List<String> asked = new ArrayList<>();
        Object proxy = Proxy.newProxyInstance(
                PreparationsTest.class.getClassLoader(),
                new Class<?>[] {WovenStatement.class},
                (self, method, arguments) -> {
                    asked.add(method.getName());
                    throw new UnsupportedOperationException(method.getName());
                });
        FakeConnection wrapper = new FakeConnection(null);
        Preparations.making(wrapper);
        Preparations.prepared(proxy, wrapper, "select 1 from proxies");
        Preparations.created(proxy, wrapper);
        assertThat(asked).isEmpty();
        assertThat(Failures.count(Place.PREPARE)).isZero();
    }
}
