package io.shiyun.finops.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule that is checked has a row that keeps it and a row that breaks it, found by trying values of its columns. */
class FocusRulesTest {
    private static final Map<String, String> GOOD = good();
    private static final Map<String, List<String>> OF_CROSS = Map.ofEntries(
            Map.entry("PROVIDER_IS_ISSUER", List.of("ProviderName", "InvoiceIssuerName")),
            Map.entry("RESOURCE_IS_COMMITMENT", List.of("ResourceId", "CommitmentDiscountId")),
            Map.entry("LIST_PRODUCT", List.of("ListCost")),
            Map.entry("CONTRACTED_PRODUCT", List.of("ContractedCost")),
            Map.entry("EFFECTIVE_NOT_BILLED", List.of("EffectiveCost")),
            Map.entry("CONTRACTED_NOT_BILLED", List.of("ContractedCost")),
            Map.entry("LIST_NOT_BILLED", List.of("ListCost")),
            Map.entry("BILLING_REVERSED", List.of("BillingPeriodEnd")),
            Map.entry("CHARGE_REVERSED", List.of("ChargePeriodEnd")),
            Map.entry("PARENT_OF_SUBCATEGORY", List.of("ServiceCategory")),
            Map.entry("SKU_OF_PRICE", List.of("SkuId")),
            Map.entry("CATEGORY_OF_SERVICE", List.of("ServiceCategory")),
            Map.entry("SUBCATEGORY_OF_SERVICE", List.of("ServiceSubcategory")),
            Map.entry("METER_OF_SKU", List.of("SkuMeter")),
            Map.entry("UNIT_OF_COMMITMENT", List.of("CommitmentDiscountUnit")),
            Map.entry("TYPE_OF_COMMITMENT", List.of("CommitmentDiscountType")),
            Map.entry("NAME_OF_ACCOUNT", List.of("BillingAccountName")),
            Map.entry("TYPE_OF_RESOURCE", List.of("ResourceType")),
            Map.entry("ACCOUNT_OF_INVOICE", List.of("BillingAccountId")),
            Map.entry("SUB_ACCOUNT_TYPES", List.of("SubAccountType")),
            Map.entry("BILLING_ACCOUNT_TYPES", List.of("BillingAccountType")),
            Map.entry("REGION_SPELLINGS", List.of("RegionId")));
    private static final Map<String, String> OF_KIND = Map.of(
            "DECIMAL",
            "ConsumedQuantity",
            "TIME",
            "ChargePeriodEnd",
            "TEXT",
            "PricingCurrency",
            "JSON",
            "Tags",
            "UNIT",
            "PricingUnit",
            "ANY",
            "RegionName");

    @Test
    void atLeastFiveHundredOfSixHundredAndTwentyOneRulesAreChecked() {
        RuleReport report = check(List.of(GOOD));

        assertThat(report.verdicts()).hasSize(621);
        assertThat(report.count(RuleVerdict.State.UNCHECKED)).isLessThanOrEqualTo(121);
        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.state() == RuleVerdict.State.UNCHECKED)
                .allSatisfy(verdict -> assertThat(verdict.reason()).isNotBlank());
    }

    @Test
    void aGoodRowKeepsEachRule() {
        assertThat(check(List.of(GOOD)).verdicts())
                .filteredOn(verdict -> verdict.state() == RuleVerdict.State.BROKEN)
                .isEmpty();
    }

    @Test
    void theRulesAreThoseOfTheModel() throws IOException {
        String root = System.getenv("SHIYUN_DATA");
        assumeTrue(root != null && Files.isDirectory(Path.of(root, "focus")), "SHIYUN_DATA does not name the data");
        Matcher ids = Pattern.compile("\"([A-Za-z]+-[ACD]-\\d{3}-[MCO])\": \\{")
                .matcher(Files.readString(Path.of(root, "focus", "focus-model", "model-1.2.json")));
        Set<String> model = new TreeSet<>();
        while (ids.find()) {
            model.add(ids.group(1));
        }

        assertThat(check(List.of(GOOD)).verdicts().stream()
                        .map(RuleVerdict::rule)
                        .collect(Collectors.toSet()))
                .isEqualTo(model);
    }

    static Stream<String> rulesOfRows() {
        return ResourceTable.lines("rules-1.2.txt").stream()
                .filter(line -> !line.contains("|-|"))
                .filter(line -> !line.matches("[^|]+\\|[^|]+\\|(all|header|present)\\(.*"));
    }

    @ParameterizedTest
    @MethodSource("rulesOfRows")
    void aRuleOfRowsHasARowThatKeepsItAndOneThatBreaksIt(String line) {
        String id = line.substring(0, line.indexOf('|'));
        boolean kept = false;
        boolean broken = false;
        for (Map<String, String> candidate : candidates(line)) {
            RuleVerdict verdict = check(List.of(base(line), candidate)).of(id);
            kept |= verdict.state() == RuleVerdict.State.KEPT;
            broken |= verdict.state() == RuleVerdict.State.BROKEN && verdict.firstLine() == 3 && verdict.rows() == 1;
            if (kept && broken) {
                return;
            }
        }
        assertThat(kept).as("a row that keeps " + line).isTrue();
        assertThat(broken).as("a row that breaks " + line).isTrue();
    }

    static Stream<String> rulesOfColumns() {
        return ResourceTable.lines("rules-1.2.txt").stream().filter(line -> line.contains("|present("));
    }

    @ParameterizedTest
    @MethodSource("rulesOfColumns")
    void aRuleOfPresenceIsBrokenWithoutItsColumn(String line) {
        String id = line.substring(0, line.indexOf('|'));
        Map<String, String> without = new LinkedHashMap<>(GOOD);
        without.remove(line.substring(line.indexOf("present(") + 8, line.indexOf(')')));

        assertThat(check(List.of(GOOD)).of(id).state()).isEqualTo(RuleVerdict.State.KEPT);
        assertThat(check(List.of(without)).of(id).state()).isEqualTo(RuleVerdict.State.BROKEN);
    }

    static Stream<List<String>> headers() {
        return Stream.of(
                List.of("ColumnHandling-A-001-M", "foo"),
                List.of("ColumnHandling-A-003-M", "x_Foo-Bar"),
                List.of("ColumnHandling-A-004-O", "x_MyVPCName"),
                List.of("ColumnHandling-A-005-O", "x_" + "Long".repeat(13)),
                List.of("ColumnHandling-A-006-M", "x_Project,x_ProjectId"),
                List.of("ColumnHandling-A-010-M", "Project"),
                List.of("ColumnHandling-A-011-O", "x_project"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void aRuleOfNamesIsBrokenByABadName(List<String> ruleAndName) {
        String header = String.join(",", GOOD.keySet());
        String row = String.join(",", GOOD.values());
        int more = ruleAndName.get(1).split(",").length;
        String bad = header + "," + ruleAndName.get(1) + "\n" + row + ",x".repeat(more) + "\n";
        String good = header + ",x_ProjectName,x_ProjectId\n" + row + ",x,y\n";

        assertThat(FocusRules.check("a", Csv.stream(bad)).of(ruleAndName.get(0)).state())
                .isEqualTo(RuleVerdict.State.BROKEN);
        assertThat(FocusRules.check("a", Csv.stream(good))
                        .of(ruleAndName.get(0))
                        .state())
                .isEqualTo(RuleVerdict.State.KEPT);
    }

    @Test
    void rulesOfOrderAreBrokenByOwnColumnsAmongThoseOfFocus() {
        String text = "x_Own," + String.join(",", GOOD.keySet()) + "\n1," + String.join(",", GOOD.values()) + "\n";
        RuleReport report = FocusRules.check("a", Csv.stream(text));

        assertThat(report.of("ColumnHandling-A-012-O").state()).isEqualTo(RuleVerdict.State.BROKEN);
        assertThat(report.of("ColumnHandling-A-013-O").state()).isEqualTo(RuleVerdict.State.BROKEN);
        assertThat(check(List.of(GOOD)).of("ColumnHandling-A-012-O").state()).isEqualTo(RuleVerdict.State.KEPT);
    }

    static Stream<String> rulesOfRules() {
        return ResourceTable.lines("rules-1.2.txt").stream().filter(line -> line.contains("|all("));
    }

    @ParameterizedTest
    @MethodSource("rulesOfRules")
    void aRuleMadeOfOthersIsBrokenWithOneOfThem(String line) {
        String[] fields = line.split("\\|", -1);
        assertThat(check(List.of(GOOD)).of(fields[0]).state()).isEqualTo(RuleVerdict.State.KEPT);
        assertThat(breakOf(fields[0])).as("a file that breaks " + fields[0]).isTrue();
    }

    private static boolean breakOf(String id) {
        String line = ResourceTable.lines("rules-1.2.txt").stream()
                .filter(rule -> rule.startsWith(id + "|"))
                .findFirst()
                .orElseThrow();
        String[] parts = line.split("\\|", -1)[2].replaceAll("all\\(|\\)", "").split(" ");
        for (String part : parts) {
            String of = ResourceTable.lines("rules-1.2.txt").stream()
                    .filter(rule -> rule.startsWith(part + "|"))
                    .findFirst()
                    .orElseThrow();
            String check = of.split("\\|", -1)[2];
            if (check.startsWith("all(") && breakOf(part)) {
                return true;
            }
            if (check.startsWith("present(")) {
                Map<String, String> without = new LinkedHashMap<>(GOOD);
                without.remove(check.substring(8, check.length() - 1));
                if (check(List.of(without)).of(id).state() == RuleVerdict.State.BROKEN) {
                    return true;
                }
            } else if (check.startsWith("header(")) {
                String text = "bad-own,x_bad-own," + String.join(",", GOOD.keySet()) + "\n1,2,"
                        + String.join(",", GOOD.values()) + "\n";
                if (FocusRules.check("a", Csv.stream(text)).of(id).state() == RuleVerdict.State.BROKEN) {
                    return true;
                }
            } else if (!check.equals("-") && !check.startsWith("all(")) {
                for (Map<String, String> candidate : candidates(of)) {
                    if (check(List.of(base(of), candidate)).of(id).state() == RuleVerdict.State.BROKEN) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Rows like the good one but for the columns that a rule speaks of, which take each value that may matter. */
    private static List<Map<String, String>> candidates(String line) {
        String text = line.substring(line.indexOf('|', line.indexOf('|') + 1) + 1);
        List<String> columns = new ArrayList<>();
        OF_CROSS.forEach((cross, of) -> {
            if (text.contains("(" + cross + ")")) {
                of.forEach(column -> add(columns, column));
            }
        });
        OF_KIND.forEach((kind, of) -> {
            if (text.contains(";" + kind + ")")) {
                add(columns, of);
            }
        });
        for (String word : text.split("[(;)|]")) {
            if (GOOD.containsKey(word)) {
                add(columns, word);
            }
        }
        List<Map<String, String>> rows = new ArrayList<>(List.of(base(line)));
        for (String column : columns) {
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> row : rows) {
                for (String value : values(column, columns.size())) {
                    Map<String, String> changed = new LinkedHashMap<>(row);
                    changed.put(column, value);
                    more.add(changed);
                }
            }
            rows = more;
        }
        return rows;
    }

    private static Map<String, String> base(String line) {
        if (!line.contains("_OF_COMMITMENT")) {
            return GOOD;
        }
        Map<String, String> committed = new LinkedHashMap<>(GOOD);
        committed.put("CommitmentDiscountId", "com-1");
        committed.put("CommitmentDiscountType", "Reserved");
        committed.put("CommitmentDiscountUnit", "Hours");
        return committed;
    }

    private static void add(List<String> columns, String column) {
        if (!columns.contains(column)) {
            columns.add(column);
        }
    }

    private static List<String> values(String header, int columns) {
        FocusColumn column = FocusColumn.ofHeader(header);
        List<String> values = new ArrayList<>(List.of(GOOD.get(header), ""));
        values.addAll(Rule.NAMED.getOrDefault(column, List.of()));
        switch (column.kind()) {
            case DECIMAL ->
                values.addAll(
                        columns > 1
                                ? List.of("5", "0")
                                : List.of(
                                        "0",
                                        "-1",
                                        "x",
                                        "1/2",
                                        "1;2",
                                        "1x10^2",
                                        "1E+2",
                                        "2*3",
                                        "$5",
                                        "\"1,000\"",
                                        "+1",
                                        "(1)"));
            case TIME ->
                values.addAll(List.of(
                        "2024-09-03 00:00:00",
                        "2024-09-03T00:00:00+08:00",
                        "yesterday",
                        "2024-9-3T0:0:0Z",
                        "2024-09-03T23:59:59Z",
                        "2020-01-01T00:00:00Z"));
            case JSON ->
                values.addAll(List.of(
                        "x",
                        "\"{\"\"a\"\":\"\"1\"\",\"\"a\"\":\"\"2\"\"}\"",
                        "\"{\"\"a\"\":{}}\"",
                        "\"{\"\"a\"\":null}\"",
                        "\"{\"\"a\"\":\"\"\"\"}\"",
                        "\"{\"\"corecount\"\":1}\"",
                        "\"{\"\"Own\"\":1}\"",
                        "\"{\"\"CoreCount\"\":\"\"many\"\"}\""));
            case TEXT ->
                values.addAll(
                        columns > 2
                                ? List.of("other")
                                : List.of(
                                        "other",
                                        "\" \"",
                                        "N/A",
                                        "\uFFFD",
                                        "res-1",
                                        "com-1",
                                        "EU-1",
                                        "ACCOUNT",
                                        "Storage",
                                        "Containers",
                                        "gb",
                                        "2.5 GB",
                                        "zzz"));
        }
        return values;
    }

    private static RuleReport check(List<Map<String, String>> rows) {
        StringBuilder text = new StringBuilder(String.join(",", rows.get(0).keySet())).append('\n');
        rows.forEach(row -> text.append(String.join(",", row.values())).append('\n'));
        return FocusRules.check("a", Csv.stream(text.toString()));
    }

    private static Map<String, String> good() {
        Map<String, String> row = new LinkedHashMap<>();
        for (FocusColumn column : FocusColumn.values()) {
            if (FocusVersion.V1_2.presence(column) != FocusVersion.Presence.ABSENT) {
                row.put(column.header(), "");
            }
        }
        String[] values = {
            "AvailabilityZone",
            "eu-1a",
            "BilledCost",
            "2",
            "BillingAccountId",
            "4711",
            "BillingAccountName",
            "Main",
            "BillingAccountType",
            "Account",
            "BillingCurrency",
            "USD",
            "BillingPeriodEnd",
            "2024-10-01T00:00:00Z",
            "BillingPeriodStart",
            "2024-09-01T00:00:00Z",
            "ChargeCategory",
            "Usage",
            "ChargeDescription",
            "one host",
            "ChargeFrequency",
            "Usage-Based",
            "ChargePeriodEnd",
            "2024-09-04T00:00:00Z",
            "ChargePeriodStart",
            "2024-09-03T00:00:00Z",
            "ConsumedQuantity",
            "2",
            "ConsumedUnit",
            "Hours",
            "ContractedCost",
            "2",
            "ContractedUnitPrice",
            "1",
            "EffectiveCost",
            "2",
            "InvoiceId",
            "inv-1",
            "InvoiceIssuerName",
            "Acme",
            "ListCost",
            "2",
            "ListUnitPrice",
            "1",
            "PricingCategory",
            "Standard",
            "PricingCurrency",
            "USD",
            "PricingCurrencyContractedUnitPrice",
            "1",
            "PricingCurrencyEffectiveCost",
            "2",
            "PricingCurrencyListUnitPrice",
            "1",
            "PricingQuantity",
            "2",
            "PricingUnit",
            "Hours",
            "ProviderName",
            "Acme",
            "PublisherName",
            "Acme",
            "RegionId",
            "eu-1",
            "RegionName",
            "Europe 1",
            "ResourceId",
            "res-1",
            "ResourceName",
            "host",
            "ResourceType",
            "Host",
            "ServiceCategory",
            "Compute",
            "ServiceName",
            "Hosts",
            "ServiceSubcategory",
            "Virtual Machines",
            "SkuId",
            "sku-1",
            "SkuMeter",
            "Use",
            "SkuPriceDetails",
            "\"{\"\"CoreCount\"\":4,\"\"x_Own\"\":\"\"a\"\"}\"",
            "SkuPriceId",
            "price-1",
            "SubAccountId",
            "sub-1",
            "SubAccountName",
            "Sub",
            "SubAccountType",
            "Account",
            "Tags",
            "\"{\"\"team\"\":\"\"red\"\"}\""
        };
        for (int i = 0; i < values.length; i += 2) {
            row.put(values[i], values[i + 1]);
        }
        return java.util.Collections.unmodifiableMap(row);
    }
}
