package io.shiyun.intent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The engines that are open in this process, each with an owner name of its own: two over one store must not take each other
 * for themselves, and one that was closed leaves its intents to the next. Thread-safe.
 */
public final class LiveEngines {
    private static final char SEPARATOR = '+';
    private static final AtomicLong COUNT = new AtomicLong();
    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private LiveEngines() {}

    /** Returns a fresh owner name for an engine in the process of this name. */
    public static String open(String process) {
        String name = process + SEPARATOR + COUNT.incrementAndGet();
        OPEN.add(name);
        return name;
    }

    /** Ends the engine of this name: what it leaves is the next one's. */
    public static void close(String name) {
        OPEN.remove(name);
    }

    /** Returns the name of the process in which an engine is or was. */
    public static String process(String name) {
        int end = name.lastIndexOf(SEPARATOR);
        return end < 0 ? name : name.substring(0, end);
    }

    /** Whether an engine of this process has this name. */
    public static boolean isOpen(String name) {
        return OPEN.contains(name);
    }
}
