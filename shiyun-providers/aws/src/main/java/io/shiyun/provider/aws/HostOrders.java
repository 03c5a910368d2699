package io.shiyun.provider.aws;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.FirewallId;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.DiskOrder;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Intent;
import io.shiyun.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the one request that launches instances. The same order and intent lead to the same bytes, since a token keeps them single. */
final class HostOrders {
    /** Names of data disks; which one the system shows depends on the instance type (EC2 User Guide, "Device names"). */
    private static final String DEVICES = "fghijklmnop";

    /** EC2's bound for user data, before it is encoded. */
    private static final int LARGEST_USER_DATA = 16_384;

    private final AwsClient aws;
    private final HostHelpers helpers;

    HostOrders(AwsClient aws) {
        this.aws = aws;
        this.helpers = new HostHelpers(aws);
    }

    /** Returns the request; what it needs by name, a key pair or a placement group, is there afterwards. */
    Form launch(HostOrder order, int count, Intent intent, Call call) {
        Form form = Form.ec2("RunInstances")
                .put("ImageId", order.image().value())
                .put("InstanceType", order.shape().name())
                .put("MinCount", 1)
                .put("MaxCount", count)
                .put("ClientToken", intent.token());
        Map<String, String> tags = Tags.of(order.name(), order.tags(), intent);
        userData(form, order);
        purchase(form, order.purchase());
        order.zone().ifPresent(zone -> form.put("Placement.AvailabilityZone", zone.name()));
        disks(form, order, call);
        networks(form, order, call);
        if (order.purchase() == Purchase.SPOT) {
            Tags.specify(form, tags, "instance", "volume", "network-interface", "spot-instances-request");
        } else {
            Tags.specify(form, tags, "instance", "volume", "network-interface");
        }
        if (!order.spread().isEmpty()) {
            form.put("Placement.GroupName", helpers.spread(order.region(), order.spread(), call));
        }
        if (!order.sshKey().isEmpty()) {
            form.put("KeyName", helpers.key(order.region(), order.sshKey(), call));
        }
        return form;
    }

    private static void userData(Form form, HostOrder order) {
        if (order.userData().isPresent()) {
            byte[] data = order.userData().get().reveal().getBytes(StandardCharsets.UTF_8);
            if (data.length > LARGEST_USER_DATA) {
                throw invalid("the user data has " + data.length + " bytes; EC2 takes at most " + LARGEST_USER_DATA);
            }
            form.put("UserData", data);
        }
    }

    private static void purchase(Form form, Purchase purchase) {
        switch (purchase) {
            case ON_DEMAND -> {
                // EC2's usual way.
            }
            case SPOT -> form.put("InstanceMarketOptions.MarketType", "spot");
            default ->
                throw invalid(
                        "EC2 sells hosts ON_DEMAND and SPOT; a reservation lowers the price of those on demand by itself");
        }
    }

    private void disks(Form form, HostOrder order, Call call) {
        int number = 0;
        if (order.disk().isPresent()) {
            String root = rootDevice(order, call);
            disk(form, ++number, root, order.disk().get(), "");
        }
        if (order.disks().size() > DEVICES.length()) {
            throw invalid("an order of " + order.disks().size() + " data disks; at most " + DEVICES.length() + " fit");
        }
        int letter = 0;
        for (DiskOrder disk : order.disks()) {
            disk(form, ++number, "/dev/sd" + DEVICES.charAt(letter++), disk.size(), disk.kind());
        }
    }

    private static void disk(Form form, int number, String device, Bytes size, String kind) {
        String prefix = "BlockDeviceMapping." + number;
        form.put(prefix + ".DeviceName", device)
                .put(prefix + ".Ebs.VolumeSize", gib(size))
                .put(prefix + ".Ebs.DeleteOnTermination", true)
                .put(prefix + ".Ebs.VolumeType", kind.isEmpty() ? "gp3" : kind);
    }

    /** Disks are sold by the GiB; a part of one is rounded up. */
    static long gib(Bytes size) {
        return size.toGib() + (Bytes.gib(size.toGib()).equals(size) ? 0 : 1);
    }

    private String rootDevice(HostOrder order, Call call) {
        Form ask =
                Form.ec2("DescribeImages").list("ImageId", List.of(order.image().value()));
        return aws.ec2(order.region(), ask, call).items("imagesSet.item").stream()
                .findFirst()
                .flatMap(image -> image.optional("rootDeviceName"))
                .orElseThrow(() -> CloudException.notSent(
                                Reason.NOT_FOUND, "there is no image " + order.image() + " with a first disk")
                        .build());
    }

    private void networks(Form form, HostOrder order, Call call) {
        List<NetworkId> networks = order.networks();
        if (networks.size() > 1 && order.publicAddress()) {
            throw invalid("EC2 gives a public address to hosts of one network; this order has " + networks.size());
        }
        for (int i = 0; i < Math.max(1, networks.size()); i++) {
            String card = "NetworkInterface." + (i + 1);
            form.put(card + ".DeviceIndex", i).put(card + ".DeleteOnTermination", true);
            if (networks.size() < 2) {
                form.put(card + ".AssociatePublicIpAddress", order.publicAddress());
            }
            if (i < networks.size()) {
                form.put(card + ".SubnetId", subnet(order.region(), networks.get(i), order.zone(), call));
            }
            form.list(
                    card + ".SecurityGroupId",
                    order.firewalls().stream().map(FirewallId::value).toList());
        }
    }

    /** A network may be named by one of its subnets; of a whole network, the first subnet of the zone is taken, by its id. */
    private String subnet(Region region, NetworkId network, Optional<Zone> zone, Call call) {
        if (network.value().startsWith("subnet-")) {
            return network.value();
        }
        Form ask = Form.ec2("DescribeSubnets").filter(1, "vpc-id", List.of(network.value()));
        zone.ifPresent(place -> ask.filter(2, "availability-zone", List.of(place.name())));
        return aws.ec2(region, ask, call).items("subnetSet.item").stream()
                .map(subnet -> subnet.text("subnetId"))
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> CloudException.notSent(
                                Reason.NOT_FOUND,
                                "the network " + network + " has no subnet"
                                        + zone.map(place -> " in the zone " + place.name())
                                                .orElse(""))
                        .build());
    }

    static CloudException invalid(String message) {
        return CloudException.notSent(Reason.INVALID, message).build();
    }

    /** Returns the instances in the answer to a launch, in the order they were asked for. */
    static List<Xml> launched(Xml reservation) {
        return reservation.items("instancesSet.item").stream()
                .sorted(Comparator.comparingLong(instance -> instance.whole("amiLaunchIndex", 0)))
                .toList();
    }
}
