package io.shiyun.provider.openstack;

import io.shiyun.model.Bytes;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Currency;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What the owner of a private cloud charges for an hour: a properties file with {@code currency}, {@code vcpu-hour}, {@code gib-hour} of
 * memory, {@code disk-gib-hour}, and {@code shape.NAME} for a size with a price of its own. Without a card, and for a part that
 * the card leaves out when it names no part at all, nothing is known.
 */
final class PriceCard {
    private static final String CURRENCY = "currency";
    private static final String VCPU = "vcpu-hour";
    private static final String MEMORY = "gib-hour";
    private static final String DISK = "disk-gib-hour";
    private static final String SHAPE = "shape.";
    private static final Set<String> KEYS = Set.of(CURRENCY, VCPU, MEMORY, DISK);
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

    private final Properties card;
    private final Currency currency;

    private PriceCard(Properties card) {
        this.card = card;
        this.currency = currency(card.getProperty(CURRENCY, "USD").strip());
        card.stringPropertyNames().forEach(this::check);
    }

    static PriceCard of(Optional<java.nio.file.Path> file) {
        Properties card = new Properties();
        if (file.isPresent()) {
            try (Reader reader = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)) {
                card.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the setting 'price-card' names " + file.get() + ", which cannot be read as properties", e);
            }
        }
        return new PriceCard(card);
    }

    /** Returns whether there is any price. */
    boolean known() {
        return card.stringPropertyNames().stream().anyMatch(key -> !key.equals(CURRENCY));
    }

    /** Returns what an hour of this size costs, if the card knows. */
    Optional<Price> hour(Flavor flavor) {
        String own = card.getProperty(SHAPE + flavor.name());
        if (own != null) {
            return Optional.of(price(new BigDecimal(own.strip())));
        }
        if (!card.containsKey(VCPU) && !card.containsKey(MEMORY) && !card.containsKey(DISK)) {
            return Optional.empty();
        }
        return Optional.of(price(amount(VCPU)
                .multiply(BigDecimal.valueOf(flavor.vcpus()))
                .add(amount(MEMORY).multiply(gib(flavor.memory())))
                .add(amount(DISK).multiply(gib(flavor.disk())))));
    }

    /** Returns what an hour of this much disk costs, if the card knows. */
    Optional<Price> hour(Bytes disk) {
        return card.containsKey(DISK) ? Optional.of(price(amount(DISK).multiply(gib(disk)))) : Optional.empty();
    }

    private Price price(BigDecimal amount) {
        return new Price(new Money(amount, currency), Per.HOUR);
    }

    private static BigDecimal gib(Bytes bytes) {
        return BigDecimal.valueOf(bytes.count()).divide(GIB, 12, RoundingMode.HALF_EVEN);
    }

    private BigDecimal amount(String key) {
        return new BigDecimal(card.getProperty(key, "0").strip());
    }

    private void check(String key) {
        if (key.equals(CURRENCY)) {
            return;
        }
        if (!KEYS.contains(key) && !key.startsWith(SHAPE)) {
            throw new IllegalArgumentException("the price card has an unknown key '" + key + "'; it may have "
                    + KEYS.stream().sorted().toList() + " and shape.NAME");
        }
        String text = card.getProperty(key).strip();
        if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,12})?")) {
            throw new IllegalArgumentException("the price card's '" + key + "' is not a price: '" + text + "'");
        }
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the price card's currency '" + code + "' is no code such as EUR", e);
        }
    }
}
