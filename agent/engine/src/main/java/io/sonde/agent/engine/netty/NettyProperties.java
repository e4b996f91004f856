package io.sonde.agent.engine.netty;

import org.jspecify.annotations.Nullable;

/**
 * The properties that the engine's Netty sees. The build has Netty ask here.
 *
 * <p>Those of the system are for the application's own Netty. Any thread may ask.
 */
public final class NettyProperties {

    private NettyProperties() {}

    /** The value of a property, or the other one if it has none. */
    public static @Nullable String get(String key, @Nullable String otherwise) {
        return switch (key) {
            // The endpoint's buffers are made for each page and are not pooled; the pool that nobody uses takes half a
            // megabyte.
            case "io.netty.allocator.type" -> "unpooled";
            // What they are faster for is direct memory. To find out what there is takes a dozen hidden classes.
            case "io.netty.noUnsafe", "io.netty.noKeySetOptimization" -> "true";
            case "io.netty.varHandle.enabled" -> "false";
            case "io.netty.leakDetection.level" -> "disabled";
            // A part of the channels' identifiers, for which all network interfaces would be looked at.
            case "io.netty.machineId" -> "00:00:00:00:00:00:00:01";
            default -> key.startsWith("io.netty.") ? otherwise : system(key, otherwise);
        };
    }

    private static @Nullable String system(String key, @Nullable String otherwise) {
        try {
            return System.getProperty(key, otherwise);
        } catch (SecurityException hidden) {
            return otherwise;
        }
    }
}
