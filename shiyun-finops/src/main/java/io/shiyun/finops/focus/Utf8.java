package io.shiyun.finops.focus;

/** Whether bytes are UTF-8 by RFC 3629. */
final class Utf8 {
    private Utf8() {}

    /** Returns the position of the first byte that is not part of a character, or -1. */
    static int firstBad(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at];
            if (lead >= 0) {
                at++;
                continue;
            }
            int length = lead >> 5 == -2 && (lead & 0x1E) != 0 ? 2 : lead >> 4 == -2 ? 3 : lead >> 3 == -2 ? 4 : 0;
            if (length == 0 || at + length > to || !follows(bytes, at, length)) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    private static boolean follows(byte[] bytes, int at, int length) {
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return false;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        return switch (bytes[at] & 0xFF) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second <= 0x9F;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second <= 0x8F;
            case 0xF5, 0xF6, 0xF7 -> false;
            default -> true;
        };
    }
}
