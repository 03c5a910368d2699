package io.shiyun.finops.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bills that are not FOCUS, each mapped by its table. */
class BillMappingTest {
    private static final FocusColumn[] KEYS = {
        FocusColumn.BILLED_COST,
        FocusColumn.EFFECTIVE_COST,
        FocusColumn.LIST_COST,
        FocusColumn.CONTRACTED_COST,
        FocusColumn.SERVICE_NAME,
        FocusColumn.SERVICE_CATEGORY,
        FocusColumn.CHARGE_CATEGORY,
        FocusColumn.CHARGE_CLASS,
        FocusColumn.PRICING_CATEGORY,
        FocusColumn.COMMITMENT_DISCOUNT_STATUS,
        FocusColumn.REGION_ID,
        FocusColumn.TAGS
    };

    private final CollectingSink sink = new CollectingSink();
    private final FocusCodes codes = new FocusCodes(
            EnumSet.copyOf(List.of(KEYS)), List.of("x_RawCost"), List.of("x_VoucherAmount", "x_PaidAmount"));
    private final FocusReader reader = new FocusReader(codes, sink);

    @Test
    void awsAmortisesReservationsAndSavingsPlansByKindOfLine() {
        IngestReport report = reader.read("cur.csv", Csv.stream("""
                        lineItem/LineItemType,lineItem/UnblendedCost,bill/PayerAccountId,bill/BillingPeriodStartDate,bill/BillingPeriodEndDate,lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/CurrencyCode,lineItem/ProductCode,product/regionCode,reservation/EffectiveCost,savingsPlan/SavingsPlanEffectiveCost,savingsPlan/TotalCommitmentToDate,savingsPlan/UsedCommitment,resourceTags/user:team
                        Usage,1.81E-8,1,2023-11-01T00:00:00.000Z,2023-12-01T00:00:00.000Z,2023-11-05T04:00:00.000Z,2023-11-05T05:00:00.000Z,USD,AmazonEC2,us-east-1,,,,,red
                        DiscountedUsage,0,1,2023-11-01T00:00:00.000Z,2023-12-01T00:00:00.000Z,2023-11-05T04:00:00.000Z,2023-11-05T05:00:00.000Z,USD,AmazonEC2,us-east-1,0.25,,,,
                        SavingsPlanCoveredUsage,3,1,2023-11-01T00:00:00.000Z,2023-12-01T00:00:00.000Z,2023-11-05T04:00:00.000Z,2023-11-05T05:00:00.000Z,USD,AmazonEC2,us-east-1,,2,,,
                        SavingsPlanNegation,-3,1,2023-11-01T00:00:00.000Z,2023-12-01T00:00:00.000Z,2023-11-05T04:00:00.000Z,2023-11-05T05:00:00.000Z,USD,AmazonEC2,us-east-1,,,,,
                        SavingsPlanRecurringFee,5,1,2023-11-01T00:00:00.000Z,2023-12-01T00:00:00.000Z,2023-11-05T04:00:00.000Z,2023-11-05T04:00:00.000Z,USD,AmazonEC2,us-east-1,,,5,4,
                        """));

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.bill()).isEqualTo("aws-cur");
        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("5.0000000181");
        assertThat(sink.total(FocusColumn.EFFECTIVE_COST)).isEqualByComparingTo("3.2500000181");
        assertThat(sink.rows.get(0).tags).isEqualTo(Map.of("user:team", "red"));
        assertThat(sink.rows.get(0).texts)
                .containsEntry(FocusColumn.SERVICE_CATEGORY, "Compute")
                .containsEntry(FocusColumn.PRICING_CATEGORY, "Standard");
        assertThat(sink.rows.get(0).extras).containsEntry("x_RawCost", "1.81E-8");
        assertThat(sink.rows.get(1).texts).containsEntry(FocusColumn.COMMITMENT_DISCOUNT_STATUS, "Used");
    }

    private static final String AZURE =
            """
            BillingAccountId,BillingAccountName,BillingPeriodStartDate,BillingPeriodEndDate,SubscriptionId,Date,Product,MeterCategory,ConsumedService,Quantity,PayGPrice,Cost,BillingCurrency,ResourceLocation,Tags,ChargeType,Frequency,PricingModel,ServiceFamily
            86,Trey,09/01/2023,09/30/2023,s1,09/21/2023,B1s,Virtual Machines,Microsoft.Capacity,1,3.25,3.25,USD,UK South,,Purchase,Recurring,Reservation,Compute
            86,Trey,9/1/2023,9/30/2023,s1,9/22/2023,B1s,Virtual Machines,Microsoft.Compute,8,0.146,0.0000000072922557592391990000,USD,EastUS,""" + "\"\"\"env\"\": \"\"prod\"\",\"\" org\"\": \"\"trey\"\"\",Usage,UsageBased,Reservation,Compute\n";

    @Test
    void azureActualKeepsPurchasesOutOfEffectiveCost() {
        IngestReport report = reader.read("actual.csv", Csv.stream(AZURE));

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.bill()).isEqualTo("azure-ea-actual");
        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("3.2500000072922557592391990000");
        assertThat(sink.total(FocusColumn.EFFECTIVE_COST)).isEqualByComparingTo("0.0000000072922557592391990000");
        assertThat(sink.total(FocusColumn.LIST_COST)).isEqualByComparingTo("4.418");
        assertThat(sink.rows.get(1).tags).isEqualTo(Map.of("env", "prod", " org", "trey"));
        assertThat(sink.rows.get(1).texts).containsEntry(FocusColumn.REGION_ID, "eastus");
        assertThat(report.parts().get(0).billingPeriod()).isEqualTo("2023-09-01");
    }

    @Test
    void azureAmortisedIsToldByItsNameOrByTheCaller() {
        assertThat(reader.read("amortized.csv", Csv.stream(AZURE)).bill()).isEqualTo("azure-ea-amortised");
        IngestReport report = reader.read("x.csv", Csv.stream(AZURE), "azure-ea-amortised");

        assertThat(report.bill()).isEqualTo("azure-ea-amortised");
        assertThat(sink.rows.get(3).amounts.get(FocusColumn.EFFECTIVE_COST))
                .isEqualByComparingTo("0.0000000072922557592391990000");
        assertThat(sink.rows.get(3).amounts.get(FocusColumn.BILLED_COST)).isEqualByComparingTo("0");
    }

    @Test
    void oracleBillsEighteenDecimals() {
        IngestReport report = reader.read("oci.csv", Csv.stream("""
                        lineItem/tenantId,lineItem/intervalUsageStart,lineItem/intervalUsageEnd,product/service,product/region,cost/myCost,cost/currencyCode,cost/unitPrice,usage/billedQuantity,lineItem/isCorrection,tags/team
                        t,2023-11-05T04:00Z,2023-11-05T05:00Z,COMPUTE,us-ashburn-1,0.000000000000000001,USD,0.0015,2,false,blue
                        t,2023-11-05T04:00Z,2023-11-05T05:00Z,COMPUTE,us-ashburn-1,-6.3E-17,USD,,,true,
                        """));

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("-0.000000000000000062");
        assertThat(sink.rows.get(0).tags).isEqualTo(Map.of("team", "blue"));
        assertThat(sink.rows.get(1).texts).containsEntry(FocusColumn.CHARGE_CLASS, "Correction");
    }

    @Test
    void payableVoucherAndPaidStayApartInChineseBills() {
        String alibaba = """
                账期,账单日期,账号ID,账号,产品Code,产品,产品明细,消费类型,账单类型,实例ID,地域,标签,官网价,优惠金额,代金券抵扣,应付金额（元）,现金支付,币种
                202409,2024-09-03,1001,acme,ecs,云服务器 ECS,包月,包年包月,正常账单,i-1,华东1（杭州）,team:red;env:prod,100.00,20.00,30.00,80.00,50.00,人民币
                202409,2024-09-03,1001,acme,oss,对象存储OSS,流量,按量付费,退款,b-1,华东1（杭州）,,0,0,0,-1.50,-1.50,CNY
                """;
        String tencent = """
                支付者 UIN,产品名称,计费模式,交易类型,地域,扣费时间,开始使用时间,结束使用时间,组件原价(元),优惠后总价(元),代金券支付(元),现金账户支付(元),币种
                77,云服务器CVM,按量计费,按量扣费,广州,2024-09-03 02:00:00,2024-09-03 00:00:00,2024-09-03 01:00:00,0.5,0.4,0.1,0.3,CNY
                """;
        String huawei = """
                账期,账号,云服务类型,产品类型,计费模式,账单类型,消费时间,官网价,应付金额,代金券支付,现金支付,币种,区域
                2024-09,acme,弹性云服务器,通用型,按需,消费,2024-09-04,9.9,8.8,0.8,8,CNY,华北-北京四
                """;
        for (String bill : List.of(alibaba, tencent, huawei)) {
            IngestReport report = reader.read("bill-" + bill.hashCode(), Csv.stream(bill));
            assertThat(report.in()).as(report.toString()).isTrue();
        }

        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("87.70");
        assertThat(sink.total(FocusColumn.LIST_COST)).isEqualByComparingTo("110.40");
        assertThat(sink.rows)
                .extracting(row -> row.extraAmounts
                        .get("x_VoucherAmount")
                        .stripTrailingZeros()
                        .toPlainString())
                .containsExactly("30", "0", "0.1", "0.8");
        assertThat(sink.rows)
                .extracting(row -> row.extraAmounts
                        .get("x_PaidAmount")
                        .stripTrailingZeros()
                        .toPlainString())
                .containsExactly("50", "-1.5", "0.3", "8");
        assertThat(sink.rows.get(0).tags).isEqualTo(Map.of("team", "red", "env", "prod"));
        assertThat(sink.rows.get(0).texts).containsEntry(FocusColumn.SERVICE_CATEGORY, "Compute");
        assertThat(sink.rows.get(1).texts)
                .containsEntry(FocusColumn.CHARGE_CATEGORY, "Adjustment")
                .containsEntry(FocusColumn.CHARGE_CLASS, "Correction");
    }

    @Test
    void exportsWithTheColumnsThatVendorsDocumentAreKnown() {
        // Column names and kinds of rows by the vendors' pages on the fields of bills.
        String huawei = """
                账期,企业项目ID,企业项目,账号,产品类型,产品,计费模式,账单类型,使用开始时间,使用结束时间,官网价,优惠金额,应付金额,储值卡抵扣,币种
                2024-09,0,default,acme,弹性云服务器,云主机,按需,消费-使用,2024-09-04 00:00:00,2024-09-04 01:00:00,9.9,1.1,8.8,2,CNY
                2024-09,0,default,acme,弹性云服务器,云主机,包年/包月,退款-退订,2024-09-04 00:00:00,2024-09-04 01:00:00,0,0,-3,0,CNY
                """;
        String tencent = """
                支付者UIN,产品名称,计费模式,交易类型,扣费时间,开始使用时间,结束使用时间,组件原价,优惠后总价,代金券支出(元),现金账户支出(元)
                77,云服务器CVM,按量计费,按量扣费,2024-09-03 02:00:00,2024-09-03 00:00:00,2024-09-03 01:00:00,-,0.4,0.1,0.3
                """;
        String alibaba = """
                账期,账单日期,账号,Owner账号,产品,产品明细,消费类型,实例标签,官网价,应付金额,现金支付
                202409,2024-09-03,acme,acme-sub,对象存储,流量,后付费,team:red,2,1,1
                """;

        assertThat(reader.read("h", Csv.stream(huawei)).bill()).isEqualTo("huawei-zh");
        assertThat(reader.read("t", Csv.stream(tencent)).toString()).isEqualTo("t: in, 1 rows");
        assertThat(reader.read("a", Csv.stream(alibaba)).bill()).isEqualTo("alibaba-zh");

        assertThat(sink.rows)
                .extracting(row -> row.texts.get(FocusColumn.CHARGE_CATEGORY))
                .containsExactly("Usage", "Adjustment", "Usage", "Usage");
        assertThat(sink.rows.get(0).texts).containsEntry(FocusColumn.SERVICE_CATEGORY, "Compute");
        assertThat(sink.rows.get(2).amounts.get(FocusColumn.LIST_COST)).isEqualByComparingTo("0.4");
        assertThat(sink.rows.get(3).tags).isEqualTo(Map.of("team", "red"));
    }

    @Test
    void chinaTimeIsEightHoursAheadOfUtc() {
        reader.read("bill", Csv.stream("""
                        BillingCycle,UsageStartTime,UsageEndTime,ProductName,PretaxGrossAmount,PretaxAmount,Currency
                        2024-09,2024-09-03 07:00:00,2024-09-03 08:00:00,ECS,1,1,CNY
                        """));

        assertThat(sink.rows.get(0).day).isEqualTo("2024-09-02");
    }

    @Test
    void faultsNameTheColumnOfTheBill() {
        IngestReport report = reader.read(
                "cur.csv", Csv.stream(AZURE.replace("9/22/2023", "22.9.2023").replace(",3.25,USD", ",3;25,USD")));

        assertThat(report.in()).isFalse();
        assertThat(report.toString())
                .contains("line 2, column BilledCost from Cost: \"3;25\" is not a number")
                .contains("line 3, column ChargePeriodStart: is made of \"22.9.2023\", which is not a day");
        assertThat(sink.rows).isEmpty();
    }

    @Test
    void usersBringTheirOwnTables() {
        Lookups lookups = Lookups.standard().with("azure-region", Map.of("UK South", "uks"));
        new FocusReader(codes, sink, FocusOptions.defaults(), lookups).read("actual.csv", Csv.stream(AZURE));

        assertThat(sink.rows)
                .extracting(row -> row.texts.get(FocusColumn.REGION_ID))
                .containsExactly("uks", "eastus");
    }
}
