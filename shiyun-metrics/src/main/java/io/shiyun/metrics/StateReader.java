package io.shiyun.metrics;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads what {@link StateWriter} wrote, and refuses what is cut, damaged, of another kind, newer or too old. */
final class StateReader {
    private final ByteBuffer buffer;

    StateReader(byte[] saved, String what, int kind, int oldest, int newest) {
        if (saved.length < StateWriter.OVERHEAD) {
            throw new IllegalArgumentException("saved " + what + " is cut short: " + saved.length + " bytes");
        }
        buffer = ByteBuffer.wrap(saved, 0, saved.length - 4);
        if (buffer.getShort() != (short) kind) {
            throw new IllegalArgumentException("these bytes are not a saved " + what);
        }
        int version = buffer.get() & 0xff;
        if (version > newest) {
            throw new IllegalArgumentException("saved " + what + " has version " + version
                    + ", this library reads up to " + newest + "; update it or start afresh");
        }
        if (version < oldest) {
            throw new IllegalArgumentException("saved " + what + " has version " + version
                    + ", this library reads from " + oldest + " on; start afresh");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(saved, 0, saved.length - 4);
        if ((int) checksum.getValue()
                != ByteBuffer.wrap(saved, saved.length - 4, 4).getInt()) {
            throw new IllegalArgumentException("saved " + what + " is damaged or cut short: the checksum differs");
        }
    }

    int int8() {
        need(1);
        return buffer.get();
    }

    int int16() {
        need(2);
        return buffer.getShort();
    }

    int int32() {
        need(4);
        return buffer.getInt();
    }

    long int64() {
        need(8);
        return buffer.getLong();
    }

    double float64() {
        need(8);
        return buffer.getDouble();
    }

    byte[] bytes(int count) {
        need(count);
        byte[] found = new byte[count];
        buffer.get(found);
        return found;
    }

    private void need(int bytes) {
        if (buffer.remaining() < bytes) {
            throw new IllegalArgumentException("saved state is damaged: it ends early");
        }
    }
}
