package io.shiyun;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Located;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A place where a wish may be fulfilled, and how.
 *
 * @param region where
 * @param zone in which zone; empty when the cloud chooses
 * @param shape by which size
 * @param purchase how it is bought
 * @param price what it costs; empty when not known, which is not free
 * @param cpu the processors of that size
 * @param memory the memory of that size
 * @param architecture its instruction set
 * @param stock whether it can be had, when last asked
 * @param asOf when price and stock were true
 */
public record Candidate(
        Region region,
        Optional<Zone> zone,
        Shape shape,
        Purchase purchase,
        Optional<Price> price,
        Optional<Cpu> cpu,
        Optional<Bytes> memory,
        Architecture architecture,
        Stock stock,
        Optional<Instant> asOf)
        implements Located {
    public Candidate {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(purchase, "purchase");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(stock, "stock");
        Objects.requireNonNull(asOf, "asOf");
    }

    /** Returns where and what, such as {@code aws/eu-1/eu-1a m5.large}. */
    public String place() {
        return zone.map(Zone::toString).orElseGet(region::toString) + " " + shape;
    }

    @Override
    public String toString() {
        return place() + price.map(known -> " at " + known).orElse(" at an unknown price");
    }
}
