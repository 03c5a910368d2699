package io.shiyun.finops.focus;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A FOCUS file written by a test: a good row for a start, fields of which a test changes. */
final class Csv {
    private final Map<String, String> good = new LinkedHashMap<>();
    private final List<Map<String, String>> rows = new ArrayList<>();

    static Csv focus10() {
        Csv csv = new Csv();
        csv.good.put("BilledCost", "1.50");
        csv.good.put("EffectiveCost", "1.25");
        csv.good.put("ListCost", "2");
        csv.good.put("ContractedCost", "1.50");
        csv.good.put("BillingAccountId", "4711");
        csv.good.put("BillingAccountName", "Main");
        csv.good.put("BillingCurrency", "USD");
        csv.good.put("BillingPeriodStart", "2024-09-01T00:00:00Z");
        csv.good.put("BillingPeriodEnd", "2024-10-01T00:00:00Z");
        csv.good.put("ChargePeriodStart", "2024-09-03T00:00:00Z");
        csv.good.put("ChargePeriodEnd", "2024-09-04T00:00:00Z");
        csv.good.put("ChargeCategory", "Usage");
        csv.good.put("ChargeClass", "");
        csv.good.put("ChargeDescription", "one host");
        csv.good.put("InvoiceIssuerName", "Acme Inc");
        csv.good.put("PricingQuantity", "2");
        csv.good.put("PricingUnit", "Hours");
        csv.good.put("ProviderName", "Acme");
        csv.good.put("PublisherName", "Acme");
        csv.good.put("ServiceCategory", "Compute");
        csv.good.put("ServiceName", "Hosts");
        csv.good.put("Tags", "\"{\"\"team\"\":\"\"red\"\"}\"");
        return csv;
    }

    /** Adds or changes a column of all rows to come. */
    Csv column(String name, String value) {
        good.put(name, value);
        return this;
    }

    Csv without(String name) {
        good.remove(name);
        return this;
    }

    /** Adds a row that differs from the good one in some fields, given as name, value, name, value. */
    Csv row(String... changes) {
        Map<String, String> row = new LinkedHashMap<>(good);
        for (int i = 0; i < changes.length; i += 2) {
            if (row.put(changes[i], changes[i + 1]) == null) {
                throw new IllegalArgumentException("No column " + changes[i]);
            }
        }
        rows.add(row);
        return this;
    }

    String text() {
        return String.join(",", good.keySet()) + "\n"
                + rows.stream()
                        .map(row -> String.join(",", row.values()) + "\n")
                        .collect(Collectors.joining());
    }

    InputStream stream() {
        return stream(text());
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
