package io.sonde.agent.packing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Class files as one entry of a jar and an index of it. How both look is told where they are read: in the class of the same name in the agent's
 * bootstrap part.
 */
final class EngineFiles {

    private static final Comparator<String> ORDER =
            Comparator.comparingInt(String::hashCode).thenComparing(Comparator.naturalOrder());

    private final SortedMap<String, byte[]> blocks = new TreeMap<>(ORDER);

    /** @param internalName of the class, with slashes */
    void add(String internalName, byte[] classFile) {
        if (blocks.put(internalName.replace('/', '.'), classFile) != null) {
            throw new IllegalStateException("two classes are called " + internalName);
        }
    }

    byte[] index() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        int begin = 0;
        for (Map.Entry<String, byte[]> block : blocks.entrySet()) {
            out.writeInt(block.getKey().hashCode());
            out.writeInt(begin);
            begin += 2 + ascii(block.getKey()).length + block.getValue().length;
        }
        return bytes.toByteArray();
    }

    byte[] classes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Map.Entry<String, byte[]> block : blocks.entrySet()) {
            byte[] name = ascii(block.getKey());
            out.writeShort(name.length);
            out.write(name);
            out.write(block.getValue());
        }
        return bytes.toByteArray();
    }

    private static byte[] ascii(String name) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
            throw new IllegalStateException("not in ASCII: " + name);
        }
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
