package io.shiyun.provider.sim;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cpu;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The sizes that a simulated cloud sells, and what they cost. */
final class Catalogue {
    private static final BigDecimal SPOT = new BigDecimal("0.3");

    static final List<Size> SIZES = List.of(
            new Size("small", Cpu.vcpus(1), Bytes.gib(1), Architecture.X86_64, 0, "0.01"),
            new Size("medium", Cpu.vcpus(2), Bytes.gib(4), Architecture.X86_64, 0, "0.04"),
            new Size("large", Cpu.vcpus(4), Bytes.gib(8), Architecture.X86_64, 0, "0.08"),
            new Size("xlarge", Cpu.vcpus(8), Bytes.gib(32), Architecture.X86_64, 0, "0.2"),
            new Size("arm-medium", Cpu.vcpus(2), Bytes.gib(4), Architecture.ARM64, 0, "0.032"),
            new Size("gpu", Cpu.vcpus(8), Bytes.gib(64), Architecture.X86_64, 1, "1.5"));

    private Catalogue() {}

    /**
     * A size of a host.
     *
     * @param name its name
     * @param cpu its processors
     * @param memory its memory
     * @param architecture its instruction set
     * @param gpus how many graphics processors
     * @param hourly US dollars an hour on demand
     */
    record Size(String name, Cpu cpu, Bytes memory, Architecture architecture, int gpus, String hourly) {
        Price price(Purchase purchase, BigDecimal factor) {
            BigDecimal amount = new BigDecimal(hourly).multiply(factor);
            BigDecimal paid = purchase == Purchase.SPOT ? amount.multiply(SPOT) : amount;
            return new Price(Money.of(paid.toPlainString(), "USD"), Per.HOUR);
        }
    }

    static Optional<Size> find(Shape shape) {
        return SIZES.stream().filter(size -> size.name.equals(shape.name())).findFirst();
    }

    /** Returns the size of this shape; NOT_SOLD when there is none. */
    static Size get(Shape shape) {
        return find(shape)
                .orElseThrow(() -> CloudException.rejected(
                                Reason.NOT_SOLD,
                                "'" + shape + "' is not sold here; there are "
                                        + SIZES.stream().map(Size::name).toList())
                        .scope(Scope.REGION)
                        .code("UnknownShape")
                        .build());
    }
}
