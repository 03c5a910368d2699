package io.shiyun.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The form of a saved bank, little-endian: a head with magic, versions, clock, number of series and of those with remarks, then
 * chunks of at most {@value #CHUNK} series, each with its length before and a CRC-32C over both behind. Of a state, only the
 * words that are not zero are written, after a bit for each. In the same manner the remarks of each series follow. Form 1
 * had no remarks, and did not say which series their family asks.
 */
final class BankForm {
    private static final int MAGIC = 0x4b425953;
    private static final int VERSION = 2;
    private static final int HEAD = 32;
    /** Bytes of the head of form 1. */
    private static final int OLD_HEAD = 28;

    /** Beside when a series was used: its family asks it. */
    private static final int ELDER = 1 << 31;

    private static final int CHUNK = 256;
    private static final int WORDS = Layout.SIZE / 8;
    private static final int BITS = 8 * ((WORDS + 63) / 64);
    /** Bytes of the remarks of a series at most. */
    private static final int MOST_SAID = 1 << 16;

    private static final int MOST = CHUNK * (12 + BITS + Layout.SIZE);
    private static final String NAME = "saved detector bank";

    private BankForm() {}

    static void write(Slots slots, Siblings siblings, Remarked remarked, OutputStream out) throws IOException {
        BitSet elders = siblings.slots();
        byte[] head = new byte[HEAD];
        Cells.i32(head, 0, MAGIC);
        Cells.i32(head, 4, VERSION);
        Cells.i32(head, 8, Layout.VERSION);
        Cells.i32(head, 12, Layout.SIZE);
        Cells.i32(head, 16, slots.size());
        Cells.i32(head, 20, slots.clock());
        Cells.i32(head, 24, remarked.all().size());
        Cells.i32(head, 28, checksum(head, HEAD - 4));
        out.write(head);
        // Eight bytes of slack: the last word that is zero is written and not kept.
        byte[] chunk = new byte[4 + MOST + 4 + 8];
        int length = 4;
        int many = 0;
        for (int slot = 0; slot < slots.high(); slot++) {
            if (!slots.taken(slot)) {
                continue;
            }
            Cells.i64(chunk, length, slots.key(slot));
            Cells.i32(chunk, length + 8, slots.used(slot) | (elders.get(slot) ? ELDER : 0));
            length = squeeze(slots.page(slot), Slots.offset(slot), chunk, length + 12);
            if (++many == CHUNK) {
                flush(chunk, length, out);
                length = 4;
                many = 0;
            }
        }
        if (many > 0) {
            flush(chunk, length, out);
        }
        for (Map.Entry<Long, Feedback> each : remarked.all().entrySet()) {
            byte[] said = each.getValue().save();
            Cells.i64(chunk, 4, each.getKey());
            System.arraycopy(said, 0, chunk, 12, said.length);
            flush(chunk, 12 + said.length, out);
        }
    }

    private static void flush(byte[] chunk, int length, OutputStream out) throws IOException {
        Cells.i32(chunk, 0, length - 4);
        Cells.i32(chunk, length, checksum(chunk, length));
        out.write(chunk, 0, length + 4);
    }

    /** Reads a bank; returns the slots of the series that their families ask. */
    static BitSet read(Slots slots, BankLimits limits, Remarked remarked, InputStream in) throws IOException {
        byte[] head = new byte[HEAD];
        int got = in.readNBytes(head, 0, OLD_HEAD);
        if (got >= 4 && Cells.i32(head, 0) != MAGIC) {
            throw new IllegalArgumentException("these bytes are not a " + NAME);
        }
        whole(got == OLD_HEAD);
        int form = Cells.i32(head, 4);
        version("form", form, 1, VERSION);
        int length = form == 1 ? OLD_HEAD : HEAD;
        whole(in.readNBytes(head, OLD_HEAD, length - OLD_HEAD) == length - OLD_HEAD);
        sound(Cells.i32(head, length - 4) == checksum(head, length - 4));
        version("states", Cells.i32(head, 8), Layout.VERSION, Layout.VERSION);
        sound(Cells.i32(head, 12) == Layout.SIZE);
        int count = within(Cells.i32(head, 16), limits.series(), "series");
        int said = form == 1 ? 0 : within(Cells.i32(head, 24), limits.remarked(), "series with remarks");
        slots.clock(Cells.i32(head, 20));
        byte[] chunk = new byte[4 + MOST + 4 + 8];
        BitSet elders = new BitSet();
        while (slots.size() < count) {
            int end = chunk(chunk, in, MOST);
            take(chunk, end, slots, count, elders);
        }
        if (form == 1) {
            elders.set(0, count);
        }
        for (int i = 0; i < said; i++) {
            int end = chunk(chunk, in, MOST_SAID);
            sound(end >= 12);
            remarked.put(Cells.i64(chunk, 4), Feedback.restore(Arrays.copyOfRange(chunk, 12, end)));
        }
        sound(in.read() < 0 && remarked.all().size() == said);
        return elders;
    }

    private static int within(int found, int most, String what) {
        if (found > most) {
            throw new IllegalArgumentException(NAME + " holds " + found + " " + what + " and the limit is " + most
                    + "; raise the limit or start afresh");
        }
        return found;
    }

    /** Reads a chunk behind its length; returns where it ends. */
    private static int chunk(byte[] chunk, InputStream in, int most) throws IOException {
        whole(in.readNBytes(chunk, 0, 4) == 4);
        int length = Cells.i32(chunk, 0);
        sound(length > 0 && length <= most);
        whole(in.readNBytes(chunk, 4, length + 4) == length + 4);
        sound(Cells.i32(chunk, 4 + length) == checksum(chunk, 4 + length));
        return 4 + length;
    }

    private static void take(byte[] chunk, int end, Slots slots, int count, BitSet elders) {
        int at = 4;
        while (at < end) {
            sound(at + 12 + BITS <= end && slots.size() < count);
            long key = Cells.i64(chunk, at);
            int used = Cells.i32(chunk, at + 8) & ~ELDER;
            sound(used <= slots.clock() && slots.index.find(key) < 0);
            int words = 0;
            for (int i = 0; i < BITS; i += 8) {
                words += Long.bitCount(Cells.i64(chunk, at + 12 + i));
            }
            sound(at + 12 + BITS + 8 * words <= end);
            int slot = slots.add(key, used);
            elders.set(slot, (Cells.i32(chunk, at + 8) & ELDER) != 0);
            at = expand(chunk, at + 12, slots.page(slot), Slots.offset(slot));
        }
    }

    /** Writes a bit for each word and the words that are not zero; returns where it ended. */
    private static int squeeze(byte[] from, int offset, byte[] to, int at) {
        int next = at + BITS;
        for (int i = 0; i < WORDS; i += 64) {
            long bits = 0;
            int end = Math.min(64, WORDS - i);
            for (int j = 0; j < end; j++) {
                long word = Cells.i64(from, offset + 8 * (i + j));
                Cells.i64(to, next, word);
                long some = (word | -word) >>> 63;
                bits |= some << j;
                next += 8 * (int) some;
            }
            Cells.i64(to, at + i / 8, bits);
        }
        return next;
    }

    private static int expand(byte[] from, int at, byte[] to, int offset) {
        int next = at + BITS;
        for (int i = 0; i < WORDS; i += 64) {
            long bits = Cells.i64(from, at + i / 8);
            int end = Math.min(64, WORDS - i);
            for (int j = 0; j < end; j++) {
                long some = (bits >>> j) & 1;
                Cells.i64(to, offset + 8 * (i + j), Cells.i64(from, next) & -some);
                next += 8 * (int) some;
            }
        }
        return next;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private static void whole(boolean whole) {
        if (!whole) {
            throw new IllegalArgumentException(NAME + " is cut short");
        }
    }

    private static void sound(boolean sound) {
        if (!sound) {
            throw new IllegalArgumentException(NAME + " is damaged; take an older one or start afresh");
        }
    }

    private static void version(String what, int found, int oldest, int known) {
        if (found > known) {
            throw new IllegalArgumentException(NAME + " has version " + found + " of its " + what
                    + ", this library reads up to " + known + "; update it or start afresh");
        }
        if (found < oldest) {
            throw new IllegalArgumentException(NAME + " has version " + found + " of its " + what
                    + ", this library reads from " + oldest + " on; start afresh");
        }
    }
}
