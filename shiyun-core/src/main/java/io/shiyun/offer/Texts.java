package io.shiyun.offer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Texts by number: equal texts get one number, and the empty text is 0. Not safe for writing by several threads. */
final class Texts {
    private final List<String> texts = new ArrayList<>();
    private byte[][] bytes = new byte[1024][];
    private int[] hashes = new int[1024];
    private int[] slots = new int[2048];

    Texts() {
        id(new byte[0], 0, 0);
    }

    int size() {
        return texts.size();
    }

    String get(int id) {
        return texts.get(id);
    }

    int id(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return id(utf8, 0, utf8.length);
    }

    /** Returns the number of this UTF-8, given now if it is new. */
    int id(byte[] utf8, int start, int end) {
        int hash = hash(utf8, start, end);
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (int id = slots[slot]; id != 0; id = slots[slot]) {
            if (hashes[id - 1] == hash && same(id - 1, utf8, start, end)) {
                return id - 1;
            }
            slot = (slot + 1) & mask;
        }
        return add(slot, hash, utf8, start, end);
    }

    /** Returns whether the number still stands for these bytes. */
    boolean same(int id, byte[] utf8, int start, int end) {
        byte[] known = bytes[id];
        return Arrays.equals(known, 0, known.length, utf8, start, end);
    }

    /** Returns the number of a text, or -1 when it has none. */
    int find(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int hash = hash(utf8, 0, utf8.length);
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int id = slots[slot] - 1;
            if (hashes[id] == hash && same(id, utf8, 0, utf8.length)) {
                return id;
            }
        }
        return -1;
    }

    /** Returns for each number its place in the order of the texts. */
    int[] ranks() {
        Integer[] order = new Integer[texts.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> texts.get(a).compareTo(texts.get(b)));
        int[] ranks = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i;
        }
        return ranks;
    }

    private int add(int slot, int hash, byte[] utf8, int start, int end) {
        int id = texts.size();
        byte[] own = Arrays.copyOfRange(utf8, start, end);
        texts.add(new String(own, StandardCharsets.UTF_8));
        if (id == hashes.length) {
            hashes = Arrays.copyOf(hashes, id * 2);
            bytes = Arrays.copyOf(bytes, id * 2);
        }
        bytes[id] = own;
        hashes[id] = hash;
        slots[slot] = id + 1;
        if (texts.size() * 2 > slots.length) {
            grow();
        }
        return id;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int id = 0; id < texts.size(); id++) {
            int slot = hashes[id] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id + 1;
        }
    }

    private static int hash(byte[] utf8, int start, int end) {
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + utf8[i];
        }
        return hash ^ (hash >>> 15);
    }
}
