package io.sonde.agent.bootstrap.loading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads the engine and its libraries from {@code engine/} in the agent's jar, where no other class loader finds them.
 *
 * <p>Parent is the platform loader: the engine sees the JDK and the bootstrap part, the application does not see the engine.
 * Any thread may load; classes load in parallel.
 */
public final class EngineClassLoader extends ClassLoader {

    /*
     * Classes are no entries of the jar, so that neither the application's loader, which has this jar on its path, nor any tool
     * that scans the path takes them for its own. No package has a second version: what multi-release jars have under
     * META-INF/versions is left out when the jar is built.
     *
     * Other agents weave subclasses of URLConnection, these too. One of them loses which nest a class belongs to, and with it the
     * access to private members of the classes around it: hence what the inner classes use is not private.
     */

    private static final String PREFIX = "engine/";
    private static final String CLASS = ".class";

    /** Where the application has a security manager and trusts the agent's jar, it trusts the engine, which is in it. */
    private static final ProtectionDomain DOMAIN = domain();

    static {
        registerAsParallelCapable();
    }

    private final EngineFiles files;
    private final ClassFileBuffers buffers = new ClassFileBuffers();

    EngineClassLoader(EngineFiles files) {
        super("sonde", ClassLoader.getPlatformClassLoader());
        this.files = files;
    }

    /** What is in the jar is taken from there; all else is the parent's. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            // Not the parent first: it would throw an exception with its stack for each of a thousand classes.
            Class<?> own = name.startsWith("java.") ? null : own(name);
            return own == null ? super.loadClass(name, resolve) : own;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> own = own(name);
        if (own == null) {
            throw new ClassNotFoundException(name);
        }
        return own;
    }

    private @Nullable Class<?> own(String name) throws ClassNotFoundException {
        int hash = name.hashCode();
        for (int i = files.first(hash); files.has(i, hash); i++) {
            byte[] buffer = buffers.take(files.size(i));
            try {
                files.read(i, buffer);
                int start = EngineFiles.classFile(buffer, name);
                if (start > 0) {
                    return defineClass(name, buffer, start, files.size(i) - start, DOMAIN);
                }
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            } finally {
                buffers.give(buffer);
            }
        }
        return null;
    }

    /** Only from the jar: the JDK has no file for the engine, and to look for one there it loads classes by the dozen. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            byte[] own = read(name);
            return own == null ? null : new ByteArrayInputStream(own);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        try {
            // Read to see whether it is there: this is asked for a few small files, once.
            return read(name) == null ? null : new URL("sonde-engine", null, -1, "/" + name, new Handler(name));
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL found = findResource(name);
        return Collections.enumeration(found == null ? List.of() : List.of(found));
    }

    private static ProtectionDomain domain() {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return new ProtectionDomain(null, all);
    }

    byte @Nullable [] read(String name) throws IOException {
        return name.endsWith(CLASS) ? classFile(name) : files.entry(PREFIX + name);
    }

    private byte @Nullable [] classFile(String resource) throws IOException {
        String name = resource.substring(0, resource.length() - CLASS.length()).replace('/', '.');
        int hash = name.hashCode();
        for (int i = files.first(hash); files.has(i, hash); i++) {
            byte[] block = new byte[files.size(i)];
            files.read(i, block);
            int start = EngineFiles.classFile(block, name);
            if (start > 0) {
                return Arrays.copyOfRange(block, start, block.length);
            }
        }
        return null;
    }

    private final class Handler extends URLStreamHandler {

        final String name;

        Handler(String name) {
            this.name = name;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() throws IOException {
                    byte[] bytes = read(name);
                    if (bytes == null) {
                        throw new IOException("not in the agent's jar: " + name);
                    }
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
