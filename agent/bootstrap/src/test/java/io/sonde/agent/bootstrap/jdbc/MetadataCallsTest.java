package io.sonde.agent.bootstrap.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class MetadataCallsTest {

    @Test
    void nestedCallsAreOfTheirThreadAlone() {
        long outer = MetadataCalls.entered();
        long inner = MetadataCalls.entered();
        assertThat(MetadataCalls.inside()).isTrue();
        assertThat(CompletableFuture.supplyAsync(MetadataCalls::inside).join()).isFalse();
        MetadataCalls.left(inner);
        assertThat(MetadataCalls.inside()).isTrue();
        MetadataCalls.left(outer);
        assertThat(MetadataCalls.inside()).isFalse();
    }
}
