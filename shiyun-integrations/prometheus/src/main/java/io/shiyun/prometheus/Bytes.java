package io.shiyun.prometheus;

import java.util.Arrays;

/** An array of bytes that grows, with protobuf's ways of writing. */
final class Bytes {
    byte[] array = new byte[1024];
    int length;

    void clear() {
        length = 0;
    }

    void tag(int field, int kind) {
        varint((long) field << 3 | kind);
    }

    void varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            array[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[length++] = (byte) rest;
    }

    void fixed64(long value) {
        room(8);
        for (int i = 0; i < 8; i++) {
            array[length++] = (byte) (value >>> (8 * i));
        }
    }

    void block(byte[] bytes) {
        block(bytes, bytes.length);
    }

    void block(byte[] bytes, int count) {
        varint(count);
        raw(bytes, count);
    }

    void raw(byte[] bytes, int count) {
        room(count);
        System.arraycopy(bytes, 0, array, length, count);
        length += count;
    }

    private void room(int count) {
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
        }
    }
}
