package io.shiyun.provider.local;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Shape;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What an hour of this machine costs: so much a processor and so much a GiB of memory, unless the card names a price for a size.
 * The file is a properties file with {@code currency}, {@code vcpu-hour}, {@code gib-hour} and {@code shape.NAME}.
 */
final class PriceCard {
    /** Of the order of what small shared machines cost, so that a bill has figures to look at. */
    private static final String USUAL_VCPU_HOUR = "0.0100";

    private static final String USUAL_GIB_HOUR = "0.0025";
    private static final Set<String> KEYS = Set.of("currency", "vcpu-hour", "gib-hour");
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

    private final Properties card;
    private final Currency currency;
    private final BigDecimal vcpuHour;
    private final BigDecimal gibHour;

    private PriceCard(Properties card) {
        this.card = card;
        this.currency = Currency.getInstance(card.getProperty("currency", "USD").strip());
        this.vcpuHour = amount("vcpu-hour", USUAL_VCPU_HOUR);
        this.gibHour = amount("gib-hour", USUAL_GIB_HOUR);
    }

    static PriceCard of(Optional<Path> file) {
        Properties card = new Properties();
        if (file.isPresent()) {
            try (Reader reader = Files.newBufferedReader(file.get())) {
                card.load(reader);
            } catch (IOException unreadable) {
                throw new IllegalArgumentException(
                        "the setting 'price-card' names a file that cannot be read: " + file.get(), unreadable);
            }
        }
        for (String key : card.stringPropertyNames()) {
            if (!KEYS.contains(key) && !key.startsWith("shape.")) {
                throw new IllegalArgumentException("the price card has an unknown key '" + key + "'; it may have "
                        + KEYS.stream().sorted().toList() + " and shape.NAME");
            }
        }
        return new PriceCard(card);
    }

    Price hour(Cpu cpu, Bytes memory) {
        BigDecimal forCpu = vcpuHour.multiply(BigDecimal.valueOf(cpu.millis(), 3));
        BigDecimal gib = BigDecimal.valueOf(memory.count()).divide(GIB, 12, RoundingMode.HALF_EVEN);
        return new Price(new Money(forCpu.add(gibHour.multiply(gib)), currency), Per.HOUR);
    }

    Price hour(Shape shape, Cpu cpu, Bytes memory) {
        String own = "shape." + shape.name();
        return card.containsKey(own) ? new Price(new Money(amount(own, "0"), currency), Per.HOUR) : hour(cpu, memory);
    }

    private BigDecimal amount(String key, String usual) {
        String text = card.getProperty(key, usual).strip();
        try {
            BigDecimal amount = new BigDecimal(text);
            if (amount.signum() < 0) {
                throw new NumberFormatException("it is negative");
            }
            return amount;
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("the price card's '" + key + "' is not a price: '" + text + "'", wrong);
        }
    }
}
