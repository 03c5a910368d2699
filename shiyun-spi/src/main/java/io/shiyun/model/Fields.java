package io.shiyun.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A flat, sorted form of an order that can be written down, hashed and read back, in this process or a later one. Secret
 * values are kept apart, so that whoever writes them down can seal them.
 */
public final class Fields {
    private final SortedMap<String, String> plain;
    private final SortedMap<String, Secret> secret;

    private Fields(SortedMap<String, String> plain, SortedMap<String, Secret> secret) {
        this.plain = Collections.unmodifiableSortedMap(plain);
        this.secret = Collections.unmodifiableSortedMap(secret);
    }

    /** Returns the fields that {@code writing} puts. */
    public static Fields of(Consumer<Writer> writing) {
        TreeMap<String, String> plain = new TreeMap<>();
        TreeMap<String, Secret> secret = new TreeMap<>();
        writing.accept(new Writer("", plain, secret));
        return new Fields(plain, secret);
    }

    /** Returns the fields of these values, as {@link #plain()} and {@link #secret()} gave them. */
    public static Fields of(Map<String, String> plain, Map<String, Secret> secret) {
        return new Fields(new TreeMap<>(plain), new TreeMap<>(secret));
    }

    /** Returns the values that may be written as they are, by key. */
    public SortedMap<String, String> plain() {
        return plain;
    }

    /** Returns the values that must be sealed before they are written, by key. */
    public SortedMap<String, Secret> secret() {
        return secret;
    }

    /** Returns a reader at the top. */
    public Reader reader() {
        return new Reader("", this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fields fields && plain.equals(fields.plain) && secret.equals(fields.secret);
    }

    @Override
    public int hashCode() {
        return plain.hashCode();
    }

    @Override
    public String toString() {
        return plain + (secret.isEmpty() ? "" : " and secrets " + secret.keySet());
    }

    /** Puts values under keys; not safe for use by several threads. */
    public static final class Writer {
        private final String prefix;
        private final SortedMap<String, String> plain;
        private final SortedMap<String, Secret> secret;

        private Writer(String prefix, SortedMap<String, String> plain, SortedMap<String, Secret> secret) {
            this.prefix = prefix;
            this.plain = plain;
            this.secret = secret;
        }

        /** Puts a text. */
        public void put(String key, String value) {
            plain.put(prefix + key, value);
        }

        /** Puts a number. */
        public void put(String key, long value) {
            put(key, Long.toString(value));
        }

        /** Puts a number that may have a fraction. */
        public void put(String key, double value) {
            put(key, Double.toString(value));
        }

        /** Puts yes or no. */
        public void put(String key, boolean value) {
            put(key, Boolean.toString(value));
        }

        /** Puts a secret. */
        public void putSecret(String key, Secret value) {
            secret.put(prefix + key, value);
        }

        /** Puts a region. */
        public void putRegion(String key, Region value) {
            put(key + ".cloud", value.cloud().name());
            put(key + ".name", value.name());
        }

        /** Puts a zone. */
        public void putZone(String key, Zone value) {
            putRegion(key + ".region", value.region());
            put(key + ".name", value.name());
        }

        /** Puts texts, in their order. */
        public void putList(String key, List<String> values) {
            put(key + ".#", values.size());
            for (int i = 0; i < values.size(); i++) {
                put(key + "." + i, values.get(i));
            }
        }

        /** Puts texts by name. */
        public void putMap(String key, Map<String, String> values) {
            putList(key + ".keys", values.keySet().stream().sorted().toList());
            values.forEach((name, value) -> put(key + "=" + name, value));
        }

        /** Puts secrets by name. */
        public void putSecrets(String key, Map<String, Secret> values) {
            putList(key + ".keys", values.keySet().stream().sorted().toList());
            values.forEach((name, value) -> putSecret(key + "=" + name, value));
        }

        /** Puts something that has fields of its own. */
        public void putNested(String key, Consumer<Writer> nested) {
            put(key + ".#", 1);
            nested.accept(new Writer(prefix + key + ".", plain, secret));
        }

        /** Puts things that have fields of their own, in their order. */
        public <T> void putEach(String key, List<T> values, BiConsumer<T, Writer> each) {
            put(key + ".#", values.size());
            for (int i = 0; i < values.size(); i++) {
                each.accept(values.get(i), new Writer(prefix + key + "." + i + ".", plain, secret));
            }
        }
    }

    /** Reads what a {@link Writer} put. */
    public static final class Reader {
        private final String prefix;
        private final Fields fields;

        private Reader(String prefix, Fields fields) {
            this.prefix = prefix;
            this.fields = fields;
        }

        /** Returns whether anything was put under this key. */
        public boolean has(String key) {
            String full = prefix + key;
            return fields.plain.containsKey(full)
                    || fields.plain.containsKey(full + ".#")
                    || fields.plain.containsKey(full + ".name")
                    || fields.secret.containsKey(full);
        }

        /**
         * Returns the text put under this key.
         *
         * @throws IllegalArgumentException when there is none
         */
        public String text(String key) {
            String value = fields.plain.get(prefix + key);
            if (value == null) {
                throw new IllegalArgumentException("the field '" + prefix + key + "' is missing");
            }
            return value;
        }

        /** Returns the number put under this key. */
        public long number(String key) {
            return Long.parseLong(text(key));
        }

        /** Returns the number put under this key. */
        public int integer(String key) {
            return Integer.parseInt(text(key));
        }

        /** Returns the number put under this key. */
        public double real(String key) {
            return Double.parseDouble(text(key));
        }

        /** Returns the yes or no put under this key. */
        public boolean flag(String key) {
            return Boolean.parseBoolean(text(key));
        }

        /** Returns the secret put under this key. */
        public Secret secret(String key) {
            Secret value = fields.secret.get(prefix + key);
            if (value == null) {
                throw new IllegalArgumentException("the secret field '" + prefix + key + "' is missing");
            }
            return value;
        }

        /** Returns the region put under this key. */
        public Region region(String key) {
            return Region.of(text(key + ".cloud"), text(key + ".name"));
        }

        /** Returns the zone put under this key. */
        public Zone zone(String key) {
            return new Zone(region(key + ".region"), text(key + ".name"));
        }

        /** Returns the texts put under this key. */
        public List<String> list(String key) {
            return IntStream.range(0, integer(key + ".#"))
                    .mapToObj(i -> text(key + "." + i))
                    .toList();
        }

        /** Returns the texts put under this key, by name. */
        public Map<String, String> map(String key) {
            Map<String, String> values = new TreeMap<>();
            list(key + ".keys").forEach(name -> values.put(name, text(key + "=" + name)));
            return values;
        }

        /** Returns the secrets put under this key, by name. */
        public Map<String, Secret> secrets(String key) {
            Map<String, Secret> values = new TreeMap<>();
            list(key + ".keys").forEach(name -> values.put(name, secret(key + "=" + name)));
            return values;
        }

        /** Returns a reader of what was nested under this key. */
        public Reader in(String key) {
            return new Reader(prefix + key + ".", fields);
        }

        /** Returns the things put under this key. */
        public <T> List<T> each(String key, Function<Reader, T> read) {
            return IntStream.range(0, integer(key + ".#"))
                    .mapToObj(i -> read.apply(new Reader(prefix + key + "." + i + ".", fields)))
                    .toList();
        }
    }
}
