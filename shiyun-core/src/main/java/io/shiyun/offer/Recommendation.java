package io.shiyun.offer;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Money;
import io.shiyun.model.Price;
import java.util.List;
import java.util.Optional;

/**
 * An offer that would do for a running host, and why.
 *
 * @param offer the offer
 * @param cpuNeeded the processors that the host's use needs
 * @param memoryNeeded the memory that it needs
 * @param saving what an hour costs less than now; negative when it costs more, as for a host that is too small
 */
public record Recommendation(CatalogueOffer offer, Cpu cpuNeeded, Bytes memoryNeeded, Money saving) {
    /**
     * Returns the cheapest offers that are large enough for what a host uses, cheapest first. One
     * that costs more than now is only recommended when the host is too small.
     *
     * @param catalogue where to look
     * @param use what the host uses
     * @param now what an hour of it costs
     * @param headroom the share of processors and memory to leave free, such as 0.25
     * @param filter where and how it could be bought; its size is set here
     * @param limit how many at most
     */
    public static List<Recommendation> of(
            OfferCatalogue catalogue, HostUse use, Price now, double headroom, OfferFilter filter, int limit) {
        Cpu cpu = use.cpuNeeded(headroom);
        Bytes memory = use.memoryNeeded(headroom);
        boolean tooSmall = cpu.compareTo(use.cpu()) > 0 || memory.compareTo(use.memory()) > 0;
        Money hour = now.perHour().money();
        return catalogue.cheapest(filter.atLeast(cpu, memory), limit).stream()
                .map(offer -> saving(offer, hour).map(saving -> new Recommendation(offer, cpu, memory, saving)))
                .flatMap(Optional::stream)
                .filter(one -> tooSmall || one.saving.amount().signum() > 0)
                .toList();
    }

    private static Optional<Money> saving(CatalogueOffer offer, Money hour) {
        return offer.price().map(price -> hour.minus(price.perHour().money()));
    }

    @Override
    public String toString() {
        return offer + ", which saves " + saving + " an hour and has the " + cpuNeeded + " and " + memoryNeeded
                + " that its use needs";
    }
}
