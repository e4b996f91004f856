package io.sonde.agent.bootstrap.loading;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The class files of the engine, which are one entry of the agent's jar, and an index of it.
 *
 * <p>Any thread may call any method.
 */
final class EngineFiles {

    /*
     * Whoever opens a zip file reads its whole directory. The JVM opens the agent's jar before main, when nothing is compiled, and 1 900 entries
     * of the engine's took it some 8 ms.
     *
     *   engine/index    │ hash of a name (4) │ where its block begins (4) │ for each, in the order of the hashes
     *   engine/classes  │ length of the name (2) │ name, in ASCII │ class file │ for each, in the same order
     *
     * A block ends where the next one begins. The hash is a String's, of the name with dots: it is asked for anyway, by the map of who loads what.
     */

    private static final String INDEX = "engine/index";
    private static final String CLASSES = "engine/classes";
    private static final int RECORD = 8;

    private final ZipFile jar;
    private final ZipEntry classes;
    private final byte[] index;

    /** @throws IOException if the jar is not as it was built */
    EngineFiles(ZipFile jar) throws IOException {
        this.jar = jar;
        this.classes = entry(jar, CLASSES);
        ZipEntry entry = entry(jar, INDEX);
        this.index = new byte[(int) entry.getSize()];
        read(jar, entry, 0, index, index.length);
    }

    /** The number of the first block with this hash or a greater one. */
    int first(int hash) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hash(middle) < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether there is a block of this number and it has this hash. */
    boolean has(int number, int hash) {
        return number < count() && hash(number) == hash;
    }

    /** How many bytes a block has. */
    int size(int number) {
        int end = number + 1 < count() ? begin(number + 1) : (int) classes.getSize();
        return end - begin(number);
    }

    /** Reads a block to where the array begins. */
    void read(int number, byte[] block) throws IOException {
        read(jar, classes, begin(number), block, size(number));
    }

    /** Where in a block the class file begins, or -1 if the block is another class's. */
    static int classFile(byte[] block, String name) {
        int length = (block[0] & 0xFF) << 8 | (block[1] & 0xFF);
        if (length != name.length()) {
            return -1;
        }
        for (int i = 0; i < length; i++) {
            if (block[2 + i] != name.charAt(i)) {
                return -1;
            }
        }
        return 2 + length;
    }

    /** What another entry of the jar holds, or null if there is none. */
    byte @Nullable [] entry(String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            return null;
        }
        byte[] bytes = new byte[(int) entry.getSize()];
        read(jar, entry, 0, bytes, bytes.length);
        return bytes;
    }

    private int count() {
        return index.length / RECORD;
    }

    private int hash(int number) {
        return int4(number * RECORD);
    }

    private int begin(int number) {
        return int4(number * RECORD + 4);
    }

    private int int4(int at) {
        return index[at] << 24 | (index[at + 1] & 0xFF) << 16 | (index[at + 2] & 0xFF) << 8 | (index[at + 3] & 0xFF);
    }

    private static ZipEntry entry(ZipFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new IOException("not in the agent's jar: " + name);
        }
        return entry;
    }

    /** Not by readAllBytes, which does not know the size and copies everything twice. To skip in what is stored costs nothing. */
    private static void read(ZipFile jar, ZipEntry entry, int from, byte[] bytes, int size) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            if (in.skip(from) < from || in.readNBytes(bytes, 0, size) < size) {
                throw new IOException("cut short: " + entry.getName());
            }
        }
    }
}
