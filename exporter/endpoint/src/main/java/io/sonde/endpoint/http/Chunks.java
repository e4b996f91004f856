package io.sonde.endpoint.http;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes collected in pieces of equal size, so that a page that grows is never copied and never needs one large array.
 * One thread writes; once it has finished, another may read.
 */
final class Chunks extends OutputStream {

    static final int SIZE = 16 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[1024];
    private int used;

    @Override
    public void write(int b) {
        room();
        last[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            room();
            int step = Math.min(length - done, last.length - used);
            System.arraycopy(bytes, offset + done, last, used, step);
            used += step;
            done += step;
        }
    }

    private void room() {
        if (used < last.length) {
            return;
        }
        if (last.length < SIZE) {
            last = Arrays.copyOf(last, Math.min(SIZE, last.length * 4));
        } else {
            full.add(last);
            last = new byte[SIZE];
            used = 0;
        }
    }

    long length() {
        return (long) full.size() * SIZE + used;
    }

    int count() {
        return full.size() + 1;
    }

    byte[] chunk(int index) {
        return index < full.size() ? full.get(index) : last;
    }

    int length(int index) {
        return index < full.size() ? SIZE : used;
    }
}
