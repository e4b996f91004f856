package io.sonde.endpoint.page;

/**
 * A text, compressed so that it can stand before and behind others in one gzip file.
 *
 * @param bytes blocks of RFC 1951, none of them the last, that refer to nothing before them and end with a whole byte
 * @param length of the text, in bytes
 * @param checksum of the text
 */
@SuppressWarnings("ArrayRecordComponent") // Written, never compared.
record Deflated(byte[] bytes, long length, Checksum checksum) {}
