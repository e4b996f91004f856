package io.sonde.agent.bootstrap.loading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the engine and its libraries from {@code engine/} in the agent's jar, where no other class loader finds them.
 *
 * <p>Parent is the platform loader: the engine sees the JDK and the bootstrap part, the application does not see the engine.
 * Any thread may load; classes load in parallel.
 */
public final class EngineClassLoader extends ClassLoader {

    /*
     * Classes are kept as *.classdata, so that neither the application's loader, which has this jar on its path, nor any tool
     * that scans the path takes them for classes. No package has a second version: what multi-release jars have under
     * META-INF/versions is left out when the jar is built.
     *
     * Other agents weave subclasses of URLConnection, these too. One of them loses which nest a class belongs to, and with it the
     * access to private members of the classes around it: hence what the inner classes use is not private.
     */

    private static final String PREFIX = "engine/";

    /** Where the application has a security manager and trusts the agent's jar, it trusts the engine, which is in it. */
    private static final ProtectionDomain DOMAIN = domain();

    static {
        registerAsParallelCapable();
    }

    private final ZipFile jar;
    private final ClassFileBuffers buffers = new ClassFileBuffers();

    EngineClassLoader(ZipFile jar) {
        super("sonde", ClassLoader.getPlatformClassLoader());
        this.jar = jar;
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
        ZipEntry entry = jar.getEntry(PREFIX + name.replace('.', '/') + ".classdata");
        if (entry == null) {
            return null;
        }
        int size = (int) entry.getSize();
        byte[] buffer = buffers.take(size);
        try {
            read(entry, buffer, size);
            return defineClass(name, buffer, 0, size, DOMAIN);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        } finally {
            buffers.give(buffer);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        String stored = name.endsWith(".class") ? name + "data" : name;
        ZipEntry entry = jar.getEntry(PREFIX + stored);
        if (entry == null || entry.isDirectory()) {
            return null;
        }
        try {
            return new URL("sonde-engine", null, -1, "/" + name, new Handler(PREFIX + stored));
        } catch (MalformedURLException e) {
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

    byte @Nullable [] read(String entryName) throws IOException {
        ZipEntry entry = jar.getEntry(entryName);
        if (entry == null) {
            return null;
        }
        byte[] bytes = new byte[(int) entry.getSize()];
        read(entry, bytes, bytes.length);
        return bytes;
    }

    /** Not by readAllBytes, which does not know the size and copies everything twice. */
    private void read(ZipEntry entry, byte[] bytes, int size) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            if (in.readNBytes(bytes, 0, size) < size) {
                throw new IOException("cut short: " + entry.getName());
            }
        }
    }

    private final class Handler extends URLStreamHandler {

        final String entryName;

        Handler(String entryName) {
            this.entryName = entryName;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() throws IOException {
                    byte[] bytes = read(entryName);
                    if (bytes == null) {
                        throw new IOException("not in the agent's jar: " + entryName);
                    }
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
