package io.shiyun.offer;

import io.shiyun.model.Architecture;
import io.shiyun.model.Layer;
import io.shiyun.model.Per;
import io.shiyun.model.Purchase;
import io.shiyun.model.Stock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that may stand in the columns of a price file that have a fixed list of them. */
final class PriceWords {
    private static final Map<String, Architecture> ARCHITECTURES = words(Architecture.values());
    private static final Map<String, Layer> LAYERS = words(Layer.values());
    private static final Map<String, Per> UNITS = words(Per.values());
    private static final Map<String, Stock> STOCKS = words(Stock.values());
    private static final Map<String, Bought> PURCHASES = new HashMap<>();

    static {
        ARCHITECTURES.put("amd64", Architecture.X86_64);
        ARCHITECTURES.put("x64", Architecture.X86_64);
        ARCHITECTURES.put("aarch64", Architecture.ARM64);
        ARCHITECTURES.put("", Architecture.UNKNOWN);
        STOCKS.put("", Stock.UNKNOWN);
        LAYERS.put("", Layer.HOST);
        words(Purchase.values()).forEach((word, purchase) -> PURCHASES.put(word, new Bought(purchase, 0)));
        PURCHASES.put("", new Bought(Purchase.ON_DEMAND, 0));
        PURCHASES.put("commit_1y", new Bought(Purchase.RESERVED, 12));
        PURCHASES.put("commit_3y", new Bought(Purchase.RESERVED, 36));
        PURCHASES.put("reserved_1y", new Bought(Purchase.RESERVED, 12));
        PURCHASES.put("reserved_3y", new Bought(Purchase.RESERVED, 36));
    }

    private PriceWords() {}

    /**
     * How a thing is bought.
     *
     * @param purchase the way
     * @param months the term, or 0
     */
    record Bought(Purchase purchase, int months) {}

    private static <E extends Enum<E>> Map<String, E> words(E[] values) {
        Map<String, E> words = new HashMap<>();
        for (E value : values) {
            words.put(value.name().toLowerCase(Locale.ROOT), value);
        }
        return words;
    }

    static @Nullable Architecture architecture(String word) {
        return ARCHITECTURES.get(word.toLowerCase(Locale.ROOT));
    }

    static @Nullable Layer layer(String word) {
        return LAYERS.get(word.toLowerCase(Locale.ROOT));
    }

    static @Nullable Per unit(String word) {
        return UNITS.get(word.toLowerCase(Locale.ROOT));
    }

    static @Nullable Stock stock(String word) {
        return STOCKS.get(word.toLowerCase(Locale.ROOT));
    }

    static @Nullable Bought purchase(String word) {
        return PURCHASES.get(word);
    }

    /** Returns the second of a year, a month, a day or an instant, by its beginning in UTC; or null. */
    static @Nullable Long second(String when) {
        try {
            String day = switch (when.length()) {
                case 4 -> when + "-01-01";
                case 7 -> when + "-01";
                default -> when;
            };
            return day.length() == 10
                    ? LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond()
                    : Instant.parse(day).getEpochSecond();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
