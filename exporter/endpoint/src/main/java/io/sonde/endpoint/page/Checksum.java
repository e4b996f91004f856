package io.sonde.endpoint.page;

/**
 * The CRC-32 of a text of which the parts' are known.
 *
 * @param crc of the text, as {@link java.util.zip.CRC32} has it
 * @param shift what the text's length does to the checksum of what stands before it: x^(8 length), modulo the polynomial
 */
record Checksum(int crc, int shift) {

    /*
     * A checksum is the remainder of the text, taken as a polynomial over GF(2), by the one below; bits are in reverse, so that the highest
     * one is x^0. The text A followed by B is A x^(8 length of B) + B, and so are the remainders, since the inversions at the beginning and the
     * end cancel each other out. This is what zlib's crc32_combine does; the JDK has no method for it.
     */

    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int ONE = 1 << 31;

    /** Of no text at all. */
    static final Checksum EMPTY = new Checksum(0, ONE);

    static Checksum of(long crc, long length) {
        return new Checksum((int) crc, power(length));
    }

    /** Of this text with the other one behind it. */
    Checksum followedBy(Checksum other) {
        return new Checksum(times(other.shift, crc) ^ other.crc, times(other.shift, shift));
    }

    /** x^(8 n). */
    private static int power(long n) {
        int power = ONE;
        // x^8, then its square, and so on.
        int square = ONE >>> 8;
        for (long rest = n; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                power = times(square, power);
            }
            square = times(square, square);
        }
        return power;
    }

    private static int times(int some, int other) {
        int product = 0;
        int shifted = other;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((some & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
        }
        return product;
    }
}
