package io.shiyun.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a bill, in the terms of FOCUS 1.2. The columns that money is counted by have types here; every other
 * column of the standard, or of the cloud, is kept in {@link #more()} under its own name. The four costs are
 * never mixed.
 *
 * @param region the account and region it was asked of
 * @param from ChargePeriodStart, included
 * @param to ChargePeriodEnd, excluded
 * @param billed BilledCost: what is invoiced
 * @param effective EffectiveCost: with commitments spread over their use
 * @param list ListCost: at list price
 * @param contracted ContractedCost: at the negotiated price
 * @param category ChargeCategory
 * @param correction ChargeClass is Correction
 * @param service ServiceName
 * @param serviceCategory ServiceCategory
 * @param resource ResourceId
 * @param resourceName ResourceName
 * @param regionName RegionId as the bill has it
 * @param account BillingAccountId
 * @param subAccount SubAccountId
 * @param sku SkuId
 * @param quantity ConsumedQuantity
 * @param unit ConsumedUnit
 * @param pricedQuantity PricingQuantity
 * @param pricedUnit PricingUnit
 * @param listUnitPrice ListUnitPrice
 * @param description ChargeDescription
 * @param billingFrom BillingPeriodStart
 * @param billingTo BillingPeriodEnd
 * @param invoice InvoiceId
 * @param tags Tags
 * @param more every other column by its own name
 */
public record Charge(
        Region region,
        Instant from,
        Instant to,
        Money billed,
        Optional<Money> effective,
        Optional<Money> list,
        Optional<Money> contracted,
        ChargeCategory category,
        boolean correction,
        String service,
        String serviceCategory,
        String resource,
        String resourceName,
        String regionName,
        String account,
        String subAccount,
        String sku,
        Optional<BigDecimal> quantity,
        String unit,
        Optional<BigDecimal> pricedQuantity,
        String pricedUnit,
        Optional<Money> listUnitPrice,
        String description,
        Optional<Instant> billingFrom,
        Optional<Instant> billingTo,
        String invoice,
        Map<String, String> tags,
        Map<String, String> more)
        implements Located {
    public Charge {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(billed, "billed");
        Objects.requireNonNull(effective, "effective");
        Objects.requireNonNull(list, "list");
        Objects.requireNonNull(contracted, "contracted");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(serviceCategory, "serviceCategory");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(resourceName, "resourceName");
        Objects.requireNonNull(regionName, "regionName");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(subAccount, "subAccount");
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(quantity, "quantity");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(pricedQuantity, "pricedQuantity");
        Objects.requireNonNull(pricedUnit, "pricedUnit");
        Objects.requireNonNull(listUnitPrice, "listUnitPrice");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(billingFrom, "billingFrom");
        Objects.requireNonNull(billingTo, "billingTo");
        Objects.requireNonNull(invoice, "invoice");
        tags = Map.copyOf(tags);
        more = Map.copyOf(more);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a charge ends at " + to + ", before it begins at " + from);
        }
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, Instant from, Instant to, Money billed) {
        return new Builder(region, from, to, billed);
    }

    /** Builds a {@link Charge}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final Instant from;
        private final Instant to;
        private final Money billed;
        private @Nullable Money effective;
        private @Nullable Money list;
        private @Nullable Money contracted;
        private ChargeCategory category = ChargeCategory.USAGE;
        private boolean correction = false;
        private String service = "";
        private String serviceCategory = "";
        private String resource = "";
        private String resourceName = "";
        private String regionName = "";
        private String account = "";
        private String subAccount = "";
        private String sku = "";
        private @Nullable BigDecimal quantity;
        private String unit = "";
        private @Nullable BigDecimal pricedQuantity;
        private String pricedUnit = "";
        private @Nullable Money listUnitPrice;
        private String description = "";
        private @Nullable Instant billingFrom;
        private @Nullable Instant billingTo;
        private String invoice = "";
        private Map<String, String> tags = Map.of();
        private Map<String, String> more = Map.of();

        private Builder(Region region, Instant from, Instant to, Money billed) {
            this.region = region;
            this.from = from;
            this.to = to;
            this.billed = billed;
        }

        /** Sets {@link Charge#effective}. */
        public Builder effective(Money effective) {
            this.effective = effective;
            return this;
        }

        /** Sets {@link Charge#list}. */
        public Builder list(Money list) {
            this.list = list;
            return this;
        }

        /** Sets {@link Charge#contracted}. */
        public Builder contracted(Money contracted) {
            this.contracted = contracted;
            return this;
        }

        /** Sets {@link Charge#category}. */
        public Builder category(ChargeCategory category) {
            this.category = category;
            return this;
        }

        /** Sets {@link Charge#correction}. */
        public Builder correction(boolean correction) {
            this.correction = correction;
            return this;
        }

        /** Sets {@link Charge#service}. */
        public Builder service(String service) {
            this.service = service;
            return this;
        }

        /** Sets {@link Charge#serviceCategory}. */
        public Builder serviceCategory(String serviceCategory) {
            this.serviceCategory = serviceCategory;
            return this;
        }

        /** Sets {@link Charge#resource}. */
        public Builder resource(String resource) {
            this.resource = resource;
            return this;
        }

        /** Sets {@link Charge#resourceName}. */
        public Builder resourceName(String resourceName) {
            this.resourceName = resourceName;
            return this;
        }

        /** Sets {@link Charge#regionName}. */
        public Builder regionName(String regionName) {
            this.regionName = regionName;
            return this;
        }

        /** Sets {@link Charge#account}. */
        public Builder account(String account) {
            this.account = account;
            return this;
        }

        /** Sets {@link Charge#subAccount}. */
        public Builder subAccount(String subAccount) {
            this.subAccount = subAccount;
            return this;
        }

        /** Sets {@link Charge#sku}. */
        public Builder sku(String sku) {
            this.sku = sku;
            return this;
        }

        /** Sets {@link Charge#quantity}. */
        public Builder quantity(BigDecimal quantity) {
            this.quantity = quantity;
            return this;
        }

        /** Sets {@link Charge#unit}. */
        public Builder unit(String unit) {
            this.unit = unit;
            return this;
        }

        /** Sets {@link Charge#pricedQuantity}. */
        public Builder pricedQuantity(BigDecimal pricedQuantity) {
            this.pricedQuantity = pricedQuantity;
            return this;
        }

        /** Sets {@link Charge#pricedUnit}. */
        public Builder pricedUnit(String pricedUnit) {
            this.pricedUnit = pricedUnit;
            return this;
        }

        /** Sets {@link Charge#listUnitPrice}. */
        public Builder listUnitPrice(Money listUnitPrice) {
            this.listUnitPrice = listUnitPrice;
            return this;
        }

        /** Sets {@link Charge#description}. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /** Sets {@link Charge#billingFrom}. */
        public Builder billingFrom(Instant billingFrom) {
            this.billingFrom = billingFrom;
            return this;
        }

        /** Sets {@link Charge#billingTo}. */
        public Builder billingTo(Instant billingTo) {
            this.billingTo = billingTo;
            return this;
        }

        /** Sets {@link Charge#invoice}. */
        public Builder invoice(String invoice) {
            this.invoice = invoice;
            return this;
        }

        /** Sets {@link Charge#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Sets {@link Charge#more}. */
        public Builder more(Map<String, String> more) {
            this.more = more;
            return this;
        }

        /** Returns the finished value. */
        public Charge build() {
            return new Charge(
                    region,
                    from,
                    to,
                    billed,
                    Optional.ofNullable(effective),
                    Optional.ofNullable(list),
                    Optional.ofNullable(contracted),
                    category,
                    correction,
                    service,
                    serviceCategory,
                    resource,
                    resourceName,
                    regionName,
                    account,
                    subAccount,
                    sku,
                    Optional.ofNullable(quantity),
                    unit,
                    Optional.ofNullable(pricedQuantity),
                    pricedUnit,
                    Optional.ofNullable(listUnitPrice),
                    description,
                    Optional.ofNullable(billingFrom),
                    Optional.ofNullable(billingTo),
                    invoice,
                    tags,
                    more);
        }
    }
}
