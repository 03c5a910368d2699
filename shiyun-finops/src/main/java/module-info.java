/** Bills in, exact totals out: FOCUS ingest, aggregation, rating, invoices, budgets and advice. */
@org.jspecify.annotations.NullMarked
module io.shiyun.finops {
    requires transitive io.shiyun.core;
    requires static transitive org.jspecify;

    exports io.shiyun.finops;
    exports io.shiyun.finops.advice;
    exports io.shiyun.finops.anomaly;
    exports io.shiyun.finops.balance;
    exports io.shiyun.finops.budget;
    exports io.shiyun.finops.capacity;
    exports io.shiyun.finops.chargeback;
    exports io.shiyun.finops.cube;
    exports io.shiyun.finops.focus;
    exports io.shiyun.finops.invoice;
    exports io.shiyun.finops.money;
    exports io.shiyun.finops.quote;
    exports io.shiyun.finops.rating;
    exports io.shiyun.finops.report;
}
