package io.shiyun.metrics;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes a saved state: a kind, a version, big-endian fields, and a CRC-32C over all before it. */
final class StateWriter {
    static final int OVERHEAD = 2 + 1 + 4;

    private final ByteBuffer buffer;

    StateWriter(int capacity, int kind, int version) {
        buffer = ByteBuffer.allocate(capacity + OVERHEAD);
        buffer.putShort((short) kind).put((byte) version);
    }

    void int8(int value) {
        buffer.put((byte) value);
    }

    void int16(int value) {
        buffer.putShort((short) value);
    }

    void int32(int value) {
        buffer.putInt(value);
    }

    void int64(long value) {
        buffer.putLong(value);
    }

    void float64(double value) {
        buffer.putDouble(value);
    }

    void bytes(byte[] value) {
        buffer.put(value);
    }

    byte[] finish() {
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.array(), 0, buffer.position());
        buffer.putInt((int) checksum.getValue());
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
