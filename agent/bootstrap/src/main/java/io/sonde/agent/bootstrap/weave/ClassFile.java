package io.sonde.agent.bootstrap.weave;

/**
 * Reads of a class file what tells whether it may be a JDBC driver, connection or statement.
 *
 * <p>Pure work on bytes, in microseconds: no class is loaded and nothing of the file is kept. What is no valid class file is no candidate.
 */
public final class ClassFile {

    /*
     * Nearly every class of an application is rejected by mayMatter: one pass over the constant pool that allocates
     * nothing and looks for the name of a class of java.sql, since all JDBC methods throw SQLException. What is left, classes that use or
     * implement JDBC, has the interfaces that it names and its declared methods read, for one of a few names. A class may declare
     * none of these methods and yet be the first of its line to be JDBC's, when it inherits them from one that is not (SQLite's).
     *
     * A constant pool entry is a tag byte and then:
     *   1 Utf8: length (2), bytes │ 3, 4: 4 │ 5, 6: 8, and takes two indexes │ 7, 8, 16, 19, 20: 2 │ 9..12, 17, 18: 4 │ 15: 3
     */

    private static final int MAGIC = 0xCAFEBABE;
    private static final int INTERFACE = 0x0200;
    private static final byte[] JAVA_SQL = ascii("java/sql/");
    private static final byte[] OBJECT = ascii("java/lang/Object");
    private static final byte[][] INTERFACES = names(
            "java/sql/Connection",
            "java/sql/Statement",
            "java/sql/PreparedStatement",
            "java/sql/CallableStatement",
            "java/sql/ResultSet");
    private static final byte[][] NAMES = names(
            "connect",
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeLargeUpdate",
            "executeBatch",
            "executeLargeBatch",
            "addBatch",
            "prepareStatement",
            "prepareCall",
            "createStatement",
            "next",
            "getTables",
            "getColumns",
            "getCatalogs");

    private final byte[] bytes;
    private final int[] offsets;
    private int at;

    private ClassFile(byte[] bytes, int[] offsets, int at) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.at = at;
    }

    /**
     * Whether the class may implement a type of JDBC: it declares a method of one of the names that matter, or names the type and
     * inherits from another class than {@code Object}.
     */
    public static boolean isCandidate(byte[] bytes) {
        try {
            return mayMatter(bytes) && mayImplement(bytes);
        } catch (IndexOutOfBoundsException malformed) {
            return false;
        }
    }

    private static boolean mayMatter(byte[] bytes) {
        if (bytes.length < 10 || int4(bytes, 0) != MAGIC) {
            return false;
        }
        int count = int2(bytes, 8);
        int at = 10;
        for (int i = 1; i < count; i++) {
            int tag = bytes[at];
            if (tag == 1) {
                int length = int2(bytes, at + 1);
                if (length > JAVA_SQL.length && startsWith(bytes, at + 3, JAVA_SQL)) {
                    return true;
                }
                at += 3 + length;
            } else {
                int size = size(tag);
                if (size < 0) {
                    return false;
                }
                at += size;
                i += tag == 5 || tag == 6 ? 1 : 0;
            }
        }
        return false;
    }

    private static boolean mayImplement(byte[] bytes) {
        int count = int2(bytes, 8);
        int[] offsets = new int[count];
        int at = 10;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            int tag = bytes[at];
            at += tag == 1 ? 3 + int2(bytes, at + 1) : size(tag);
            i += tag == 5 || tag == 6 ? 1 : 0;
        }
        return new ClassFile(bytes, offsets, at).mayImplement();
    }

    private boolean mayImplement() {
        boolean isInterface = (next2() & INTERFACE) != 0;
        next2();
        int superclass = next2();
        if (isInterface || superclass == 0) {
            return false;
        }
        boolean inherits = !isObject(superclass);
        int interfaces = next2();
        if (interfaces == 0 && !inherits) {
            return false;
        }
        for (; interfaces > 0; interfaces--) {
            if (isOneOf(INTERFACES, className(next2())) && inherits) {
                return true;
            }
        }
        for (int fields = next2(); fields > 0; fields--) {
            at += 6;
            skipAttributes();
        }
        for (int methods = next2(); methods > 0; methods--) {
            next2();
            if (isOneOf(NAMES, offsets[next2()])) {
                return true;
            }
            next2();
            skipAttributes();
        }
        return false;
    }

    private void skipAttributes() {
        for (int attributes = next2(); attributes > 0; attributes--) {
            next2();
            int length = int4(bytes, at);
            if (length < 0) {
                throw new IndexOutOfBoundsException("length of an attribute");
            }
            at += 4 + length;
        }
    }

    private boolean isObject(int classIndex) {
        int utf8 = className(classIndex);
        return int2(bytes, utf8 + 1) == 16 && startsWith(bytes, utf8 + 3, OBJECT);
    }

    /** Where the constant with the name of a class is. */
    private int className(int classIndex) {
        return offsets[int2(bytes, offsets[classIndex] + 1)];
    }

    private int next2() {
        int value = int2(bytes, at);
        at += 2;
        return value;
    }

    private static int size(int tag) {
        return switch (tag) {
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
            case 5, 6 -> 9;
            case 7, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            default -> -1;
        };
    }

    private boolean isOneOf(byte[][] names, int utf8) {
        int length = int2(bytes, utf8 + 1);
        for (byte[] name : names) {
            if (name.length == length && startsWith(bytes, utf8 + 3, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static int int2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    private static int int4(byte[] bytes, int at) {
        return int2(bytes, at) << 16 | int2(bytes, at + 2);
    }

    private static byte[][] names(String... names) {
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = ascii(names[i]);
        }
        return bytes;
    }

    private static byte[] ascii(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return bytes;
    }
}
