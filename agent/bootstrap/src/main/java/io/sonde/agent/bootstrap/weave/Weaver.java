package io.sonde.agent.bootstrap.weave;

import org.jspecify.annotations.Nullable;

/** Weaves classes. The engine implements it. */
public interface Weaver {

    /**
     * Returns the woven class, or null if the class is to stay as it is. Loads no class of the application; may read class files
     * from its loader.
     */
    byte @Nullable [] weave(ClassLoader loader, String className, byte[] classFile);
}
