package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Source;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The price list. Its entries are JSON texts inside JSON; each has one on-demand term, whose first tier counts here. */
final class Prices {
    private static final int PAGE = 100;

    private final AwsClient aws;

    Prices(AwsClient aws) {
        this.aws = aws;
    }

    /**
     * Returns what an hour of each size costs on demand, or of one: Linux, shared machines, nothing on top. About a hundred sizes a page;
     * several entries may be about one size.
     */
    Page<Map.Entry<String, Price>> hosts(Region region, Optional<String> type, Cursor from, Call call) {
        Map<String, String> wanted = new HashMap<>(Map.of(
                "regionCode", region.name(),
                "operatingSystem", "Linux",
                "tenancy", "Shared",
                "capacitystatus", "Used",
                "preInstalledSw", "NA"));
        type.ifPresent(name -> wanted.put("instanceType", name));
        Page<Json> page = products(region, "AmazonEC2", wanted, from, call);
        List<Map.Entry<String, Price>> prices = new ArrayList<>();
        for (Json product : page.items()) {
            String name = product.text("product.attributes.instanceType", "");
            boolean plain =
                    product.text("product.attributes.marketoption", "OnDemand").equals("OnDemand")
                            && product.text("product.attributes.operation", "RunInstances")
                                    .equals("RunInstances");
            if (plain && !name.isEmpty()) {
                price(product, Per.HOUR).ifPresent(price -> prices.add(Map.entry(name, price)));
            }
        }
        return new Page<>(prices, page.next(), List.of());
    }

    /** Returns what an hour of a size costs on demand. */
    Optional<Price> host(Region region, String type, Call call) {
        return hosts(region, Optional.of(type), Cursor.START, call).items().stream()
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns what a GiB of a kind of volume costs for a month. */
    Optional<Price> volume(Region region, String kind, Call call) {
        Map<String, String> wanted =
                Map.of("regionCode", region.name(), "productFamily", "Storage", "volumeApiName", kind);
        return first(products(region, "AmazonEC2", wanted, Cursor.START, call), Per.GIB_MONTH);
    }

    /** Returns what an hour of a public IPv4 address costs. */
    Optional<Price> address(Region region, Call call) {
        Map<String, String> wanted = Map.of(
                "regionCode", region.name(),
                "group", "VPCPublicIPv4Address",
                "groupDescription", "Hourly charge for In-use Public IPv4 Addresses");
        return first(products(region, "AmazonVPC", wanted, Cursor.START, call), Per.HOUR);
    }

    private static Optional<Price> first(Page<Json> products, Per per) {
        return products.items().stream()
                .flatMap(product -> price(product, per).stream())
                .findFirst();
    }

    private Page<Json> products(Region region, String service, Map<String, String> wanted, Cursor from, Call call) {
        JsonWriter body = JsonWriter.object()
                .put("ServiceCode", service)
                .put("FormatVersion", "aws_v1")
                .put("MaxResults", PAGE)
                .list(
                        "Filters",
                        filters -> wanted.forEach(
                                (field, value) -> filters.addObject(filter -> filter.put("Type", "TERM_MATCH")
                                        .put("Field", field)
                                        .put("Value", value))));
        if (!from.equals(Cursor.START)) {
            body.put("NextToken", from.value());
        }
        Json reply = aws.json(Service.PRICING, region, "GetProducts", body, call);
        List<Json> products = new ArrayList<>();
        for (String text : reply.texts("PriceList")) {
            products.add(Json.read(text.getBytes(StandardCharsets.UTF_8), Source.named("an entry of the price list")));
        }
        return Paging.page(products, from, reply.optional("NextToken"));
    }

    /** Returns the on-demand price of a product, in dollars or, in China, in yuan. */
    static Optional<Price> price(Json product, Per per) {
        return Checked.read(product, () -> priceOf(product, per));
    }

    private static Optional<Price> priceOf(Json product, Per per) {
        for (Json term : product.at("terms.OnDemand").fields().values()) {
            for (Json rate : term.at("priceDimensions").fields().values()) {
                if (!rate.text("beginRange", "0").equals("0")) {
                    continue;
                }
                for (Map.Entry<String, Json> amount :
                        rate.at("pricePerUnit").fields().entrySet()) {
                    BigDecimal number = amount.getValue().number();
                    if (number.signum() >= 0) {
                        return Optional.of(new Price(new Money(number, currency(amount)), per));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Currency currency(Map.Entry<String, Json> amount) {
        try {
            return Currency.getInstance(amount.getKey());
        } catch (IllegalArgumentException e) {
            throw amount.getValue().wrong("a price in a currency of ISO 4217");
        }
    }

    static CloudException unknown(String what) {
        return CloudException.rejected(Reason.NOT_FOUND, "the price list has no price of " + what)
                .build();
    }
}
