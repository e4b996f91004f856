package io.sonde.agent.bootstrap;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -javaagent} calls, and the only class of Sonde's in the system class loader.
 *
 * <p>It does almost nothing: it appends its own jar to the boot loader's search, so that woven classes of any loader find the
 * entry points, and goes on in the copy of the bootstrap part that the boot loader loads. Not by a {@code Boot-Class-Path}
 * in the manifest, which would cost the application its class data sharing. Whatever fails, the application starts.
 */
public final class Premain {

    private Premain() {}

    /** Called by the JVM before {@code main}; once for each {@code -javaagent} of this jar. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            File jar = jar();
            if (Premain.class.getClassLoader() != null) {
                // Not closed: the boot loader has it open by its own means, and closing would drop the index that the
                // engine shares.
                @SuppressWarnings("resource")
                JarFile self = new JarFile(jar);
                instrumentation.appendToBootstrapClassLoaderSearch(self);
            }
            AgentStart.start(arguments, instrumentation, jar);
        } catch (Throwable t) {
            System.err.println("[sonde] not started, the application goes on without it: " + t);
        }
    }

    /** The agent's jar. With {@code -Xbootclasspath/a} the boot loader has this class, and it has no code source. */
    private static File jar() throws URISyntaxException {
        CodeSource source = Premain.class.getProtectionDomain().getCodeSource();
        if (source != null) {
            return new File(source.getLocation().toURI());
        }
        String url = String.valueOf(Premain.class.getResource("Premain.class"));
        return new File(new URI(url.substring(url.indexOf(':') + 1, url.indexOf('!'))));
    }
}
