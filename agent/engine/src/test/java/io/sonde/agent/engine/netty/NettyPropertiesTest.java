package io.sonde.agent.engine.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NettyPropertiesTest {

    @Test
    void theApplicationsSettingsOfNettyAreItsOwn() {
        System.setProperty("io.netty.allocator.type", "adaptive");
        System.setProperty("io.netty.eventLoopThreads", "7");
        try {
            assertThat(NettyProperties.get("io.netty.allocator.type", "pooled")).isEqualTo("unpooled");
            assertThat(NettyProperties.get("io.netty.eventLoopThreads", "1")).isEqualTo("1");
            assertThat(NettyProperties.get("io.netty.eventLoopThreads", null)).isNull();
        } finally {
            System.clearProperty("io.netty.allocator.type");
            System.clearProperty("io.netty.eventLoopThreads");
        }
    }

    @Test
    void whatTheJvmIsIsNoSecret() {
        assertThat(NettyProperties.get("java.specification.version", null))
                .isEqualTo(System.getProperty("java.specification.version"));
        assertThat(NettyProperties.get("there.is.none", "other")).isEqualTo("other");
    }
}
