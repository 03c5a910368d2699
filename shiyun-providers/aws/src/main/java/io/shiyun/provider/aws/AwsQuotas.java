package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Quota;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Quotas;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Limits by Service Quotas, of the services that this provider uses. It tells limits, not use. */
final class AwsQuotas implements Quotas {
    private static final List<String> SERVICES = List.of("ec2", "ebs", "vpc", "eks", "ecr", "monitoring");

    private final AwsClient aws;

    AwsQuotas(AwsClient aws) {
        this.aws = aws;
    }

    @Override
    public List<Quota> list(Region region, Call call) {
        List<Quota> all = new ArrayList<>();
        for (String service : SERVICES) {
            try {
                all.addAll(of(region, service, call));
            } catch (CloudException refusal) {
                // Not every region has quotas of every service.
                if (refusal.reason() != Reason.NOT_FOUND) {
                    throw refusal;
                }
            }
        }
        return List.copyOf(all);
    }

    private List<Quota> of(Region region, String service, Call call) {
        return Paging.all(call, cursor -> {
            JsonWriter body = JsonWriter.object().put("ServiceCode", service).put("MaxResults", 100);
            if (!cursor.equals(Cursor.START)) {
                body.put("NextToken", cursor.value());
            }
            Json reply = aws.json(Service.QUOTAS, region, "ListServiceQuotas", body, call);
            List<Quota> quotas = reply.items("Quotas").stream()
                    .map(quota -> read(region, quota))
                    .toList();
            return Paging.page(quotas, cursor, reply.optional("NextToken"));
        });
    }

    static Quota read(Region region, Json quota) {
        return Checked.read(quota, () -> readOf(region, quota));
    }

    private static Quota readOf(Region region, Json quota) {
        String unit = quota.text("Unit", "");
        Quota.Builder built = Quota.builder(region, quota.text("QuotaName"))
                .unit(unit.equals("None") ? "" : unit)
                .adjustable(quota.flag("Adjustable"));
        if (quota.has("Value")) {
            built.limit(quota.number("Value").setScale(0, RoundingMode.DOWN).longValueExact());
        }
        return built.build();
    }
}
