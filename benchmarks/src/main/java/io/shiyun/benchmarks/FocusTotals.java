package io.shiyun.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.shiyun.finops.focus.Bill;
import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusOptions;
import io.shiyun.finops.focus.FocusReader;
import io.shiyun.finops.focus.IngestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Exact totals of the four costs of FOCUS files, by several groupings, and of the one cost of other bills. Prints JSON,
 * or writes it to a file: {@code FocusTotals FILE... [--json OUT]}. Ends with 1 if a file is refused.
 */
public final class FocusTotals {
    private static final Set<FocusColumn> COLUMNS = EnumSet.of(
            FocusColumn.BILLED_COST,
            FocusColumn.EFFECTIVE_COST,
            FocusColumn.LIST_COST,
            FocusColumn.CONTRACTED_COST,
            FocusColumn.PROVIDER_NAME,
            FocusColumn.SERVICE_NAME,
            FocusColumn.SUB_ACCOUNT_ID,
            FocusColumn.CHARGE_CATEGORY,
            FocusColumn.COMMITMENT_DISCOUNT_STATUS,
            FocusColumn.PRICING_CATEGORY,
            FocusColumn.REGION_ID,
            FocusColumn.SKU_PRICE_ID,
            FocusColumn.TAGS);

    private FocusTotals() {}

    /** Takes files, and {@code --json} with the file to write. */
    public static void main(String[] args) throws IOException {
        List<Path> files = new ArrayList<>();
        Path out = null;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--json") && i + 1 < args.length) {
                out = Path.of(args[++i]);
            } else {
                files.add(Path.of(args[i]));
            }
        }
        if (files.isEmpty()) {
            System.err.println("FocusTotals FILE... [--json OUT]");
            System.exit(2);
        }
        Map<String, Object> totals = new LinkedHashMap<>();
        boolean refused = false;
        for (Path file : files) {
            TotalsSink sink = new TotalsSink();
            FocusReader reader = new FocusReader(
                    new FocusCodes(COLUMNS, List.of("x_RawCost"), List.of()),
                    sink,
                    FocusOptions.defaults().lenientColumns());
            IngestReport report = reader.read(file);
            if (!report.in()) {
                System.err.println(report);
                refused = true;
                continue;
            }
            totals.put(
                    String.valueOf(file.getFileName()), report.bill() == null ? sink.focus() : sink.raw(money(report)));
        }
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        if (out == null) {
            System.out.println(json.writeValueAsString(totals));
        } else {
            Files.writeString(out, json.writeValueAsString(totals));
        }
        if (refused) {
            System.exit(1);
        }
    }

    private static String money(IngestReport report) {
        return FocusReader.bills().stream()
                .filter(bill -> bill.name().equals(report.bill()))
                .map(Bill::money)
                .findFirst()
                .orElse("");
    }
}
