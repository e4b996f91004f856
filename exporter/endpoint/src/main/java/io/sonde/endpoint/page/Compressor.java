package io.sonde.endpoint.page;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compresses texts one by one, each so that it can be put together with others. For one thread; holds memory outside the heap until closed. */
final class Compressor implements AutoCloseable {

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[8192];
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();

    Deflated compress(byte[] text, int length) {
        deflater.reset();
        deflater.setInput(text, 0, length);
        compressed.reset();
        int written;
        do {
            // Ends with an empty block, after which a byte begins.
            written = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            compressed.write(buffer, 0, written);
        } while (written == buffer.length);
        crc.reset();
        crc.update(text, 0, length);
        return new Deflated(compressed.toByteArray(), length, Checksum.of(crc.getValue(), length));
    }

    @Override
    public void close() {
        deflater.end();
    }
}
