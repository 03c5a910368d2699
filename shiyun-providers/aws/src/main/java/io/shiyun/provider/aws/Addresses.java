package io.shiyun.provider.aws;

import io.shiyun.model.Address;
import io.shiyun.model.AddressId;
import io.shiyun.model.CloudException;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.AddressOrder;
import io.shiyun.spi.Call;
import io.shiyun.spi.Intent;
import io.shiyun.wire.Xml;
import java.util.List;
import java.util.Optional;

/** Reserved addresses are elastic addresses, by the id of their allocation. */
final class Addresses {
    private final AwsClient aws;

    Addresses(AwsClient aws) {
        this.aws = aws;
    }

    Address reserve(AddressOrder order, Intent intent, Call call) {
        Form form = Form.ec2("AllocateAddress").put("Domain", "vpc");
        Tags.specify(form, Tags.of(order.name(), order.tags(), intent), "elastic-ip");
        Xml made = aws.ec2(order.region(), form, call);
        return Checked.read(
                        made,
                        () -> Address.builder(
                                new AddressId(order.region(), made.text("allocationId")), made.text("publicIp")))
                .tags(Tags.of(order.name(), order.tags(), intent))
                .build();
    }

    List<Address> list(Region region, Call call) {
        return aws.ec2(region, Form.ec2("DescribeAddresses"), call).items("addressesSet.item").stream()
                .filter(item -> item.has("allocationId"))
                .map(item -> read(region, item))
                .toList();
    }

    static Address read(Region region, Xml item) {
        return Checked.read(item, () -> readOf(region, item));
    }

    private static Address readOf(Region region, Xml item) {
        Address.Builder built = Address.builder(
                        new AddressId(region, item.text("allocationId")), item.text("publicIp", ""))
                .tags(Tags.read(item));
        item.optional("instanceId").ifPresent(host -> built.host(new HostId(region, host)));
        return built.build();
    }

    Address assign(AddressId id, Optional<HostId> host, Call call) {
        if (host.isPresent()) {
            Form form = Form.ec2("AssociateAddress")
                    .put("AllocationId", id.value())
                    .put("InstanceId", host.get().value())
                    .put("AllowReassociation", true);
            aws.ec2(id.region(), form, call);
        } else {
            Optional<String> association = get(id, call).optional("associationId");
            association.ifPresent(
                    each -> aws.ec2(id.region(), Form.ec2("DisassociateAddress").put("AssociationId", each), call));
        }
        return read(id.region(), get(id, call));
    }

    private Xml get(AddressId id, Call call) {
        Form form = Form.ec2("DescribeAddresses").list("AllocationId", List.of(id.value()));
        return aws.ec2(id.region(), form, call).items("addressesSet.item").stream()
                .findFirst()
                .orElseThrow(() -> CloudException.rejected(Reason.NOT_FOUND, "there is no address " + id)
                        .build());
    }

    void release(AddressId id, Call call) {
        try {
            aws.ec2(id.region(), Form.ec2("ReleaseAddress").put("AllocationId", id.value()), call);
        } catch (CloudException refusal) {
            if (refusal.reason() != Reason.NOT_FOUND) {
                throw refusal;
            }
        }
    }
}
