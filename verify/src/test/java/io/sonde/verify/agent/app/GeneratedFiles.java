package io.sonde.verify.agent.app;

import java.util.Map;
import org.objectweb.asm.Opcodes;

/** Class files of the generated driver, for jars. */
public final class GeneratedFiles {

    private GeneratedFiles() {}

    /** The driver and what comes from it, by their names. */
    public static Map<String, byte[]> driver() {
        return new GeneratedJdbc(Opcodes.V17).files();
    }
}
