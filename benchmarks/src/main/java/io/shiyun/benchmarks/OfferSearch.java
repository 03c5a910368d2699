package io.shiyun.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Money;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.offer.OfferFilter;
import io.shiyun.offer.PriceFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Answers a file of queries on a price file, in the form of the queries: each with how many offers match and the first of
 * them as {@code [provider, region, instance_type, vcpu, memory_gib, price]}.
 */
public final class OfferSearch {
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

    private OfferSearch() {}

    /** {@code CATALOGUE QUERIES}. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println(
                    "Usage: java -cp benchmarks/target/benchmarks.jar io.shiyun.benchmarks.OfferSearch CATALOGUE QUERIES");
            System.exit(2);
        }
        OfferCatalogue catalogue = OfferCatalogue.of(PriceFile.reader().read(Path.of(args[0])));
        ObjectMapper json = new ObjectMapper();
        ArrayNode answers = json.createArrayNode();
        for (JsonNode entry : json.readTree(Path.of(args[1]).toFile())) {
            JsonNode query = entry.path("query");
            OfferFilter filter = filter(query);
            ObjectNode answer = answers.addObject();
            answer.set("query", query);
            answer.put("matches", catalogue.count(filter));
            ArrayNode top = answer.putArray("top");
            for (CatalogueOffer offer :
                    catalogue.cheapest(filter, query.path("limit").asInt(10))) {
                row(top.addArray(), offer);
            }
        }
        System.out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(answers));
    }

    static OfferFilter filter(JsonNode query) {
        String currency = query.path("currency").asText("USD");
        OfferFilter filter = OfferFilter.in(currency)
                .atLeast(cpu(query.path("vcpu")), memory(query.path("mem")))
                .bought(query.path("purchase_option").asText("on_demand"));
        for (JsonNode place : query.path("regions")) {
            filter = filter.at(place.path(0).asText(), place.path(1).asText());
        }
        if (query.has("arch")) {
            filter = filter.architecture(
                    switch (query.path("arch").asText().toLowerCase(Locale.ROOT)) {
                        case "arm64", "aarch64" -> Architecture.ARM64;
                        default -> Architecture.X86_64;
                    });
        }
        if (query.has("os")) {
            filter = filter.os(query.path("os").asText());
        }
        if (query.has("gpu_count")) {
            filter = filter.gpus(query.path("gpu_count").asInt());
        }
        if (query.has("gpu_model")) {
            filter = filter.gpuModel(query.path("gpu_model").asText());
        }
        return query.has("max_price")
                ? filter.atMost(Money.of(query.path("max_price").asText(), currency))
                : filter;
    }

    private static Cpu cpu(JsonNode vcpus) {
        return Cpu.millis(new BigDecimal(vcpus.asText("0")).movePointRight(3).longValue());
    }

    private static Bytes memory(JsonNode gib) {
        return Bytes.of(new BigDecimal(gib.asText("0")).multiply(GIB).longValue());
    }

    private static void row(ArrayNode row, CatalogueOffer offer) {
        row.add(offer.seller());
        row.add(offer.region());
        row.add(offer.shape());
        row.add(offer.cpu()
                .map(cpu -> plain(BigDecimal.valueOf(cpu.millis(), 3)))
                .orElse(""));
        row.add(offer.memory().map(OfferSearch::gib).orElse(""));
        row.add(offer.amountAsWritten().map(BigDecimal::toPlainString).orElse(""));
    }

    /** Bytes are whole: a size that was no whole number of them is shown to six decimals. */
    private static String gib(Bytes memory) {
        BigDecimal bytes = BigDecimal.valueOf(memory.count());
        BigDecimal fine = bytes.divide(GIB, 10, RoundingMode.HALF_UP);
        boolean exact = fine.multiply(GIB).compareTo(bytes) == 0;
        return plain(exact ? fine : fine.setScale(6, RoundingMode.HALF_UP));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
