package io.sonde.agent.engine.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class AdviceTest {

    private static final Set<JdbcType> CONNECTION = Set.of(JdbcType.CONNECTION);
    private static final String PREPARED = ")Ljava/sql/PreparedStatement;";

    @Test
    void whatPreparesATextIsKnownByNameWhateverElseItTakes() {
        assertThat(Advice.of("prepareStatement", "(Ljava/lang/String;" + PREPARED, CONNECTION))
                .isEqualTo(Advice.PREPARE);
        assertThat(Advice.of("prepareStatement", "(Ljava/lang/String;III" + PREPARED, CONNECTION))
                .isEqualTo(Advice.PREPARE);
        assertThat(Advice.of("prepareCall", "(Ljava/lang/String;II)Ljava/sql/CallableStatement;", CONNECTION))
                .isEqualTo(Advice.PREPARE);
        assertThat(Advice.of("clientPrepareStatement", "(Ljava/lang/String;IIZ" + PREPARED, CONNECTION))
                .isEqualTo(Advice.PREPARE);
        assertThat(Advice.of("serverPrepareStatement", "(Ljava/lang/String;[Ljava/lang/String;" + PREPARED, CONNECTION))
                .isEqualTo(Advice.PREPARE);
        assertThat(Advice.of("prepareInternal", "(Ljava/lang/String;IIIZ" + PREPARED, CONNECTION))
                .isEqualTo(Advice.PREPARE);
    }

    @Test
    void aKeyIsNoText() {
        assertThat(Advice.of("prepareStatementWithKey", "(Ljava/lang/String;" + PREPARED, CONNECTION))
                .isNull();
        assertThat(Advice.of("prepareStatement", "(Ljava/lang/Object;" + PREPARED, CONNECTION))
                .isNull();
    }
}
