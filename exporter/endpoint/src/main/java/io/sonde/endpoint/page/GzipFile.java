package io.sonde.endpoint.page;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes compressed texts as one gzip file with one member (RFC 1952): a file of several members would be valid too, but there are clients,
 * browsers among them, that read the first and take it for the whole.
 */
final class GzipFile {

    /** Compressed, no flags, no time, no extra flags, unknown system. */
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    /** A block that is the last one, and empty. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private final OutputStream out;
    private Checksum checksum = Checksum.EMPTY;
    private long length;

    /** Begins the file. */
    GzipFile(OutputStream out) throws IOException {
        this.out = out;
        out.write(HEAD);
    }

    void add(Deflated text) throws IOException {
        out.write(text.bytes());
        checksum = checksum.followedBy(text.checksum());
        length += text.length();
    }

    /** Ends the file, but does not close the stream. */
    void end() throws IOException {
        out.write(LAST_BLOCK);
        writeInt(checksum.crc());
        writeInt((int) length);
    }

    private void writeInt(int number) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(number >>> shift);
        }
    }
}
