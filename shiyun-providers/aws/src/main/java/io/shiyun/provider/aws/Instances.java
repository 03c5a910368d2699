package io.shiyun.provider.aws;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.wire.Xml;
import java.util.List;
import java.util.Optional;

/** Looks for instances. */
final class Instances {
    /** The states of those that are not gone. */
    static final List<String> ALIVE = List.of("pending", "running", "shutting-down", "stopping", "stopped");

    private final AwsClient aws;

    Instances(AwsClient aws) {
        this.aws = aws;
    }

    /** Returns an instance, ended ones too. NOT_FOUND when there is none. */
    Xml get(HostId id, Call call) {
        return find(id, call).orElseThrow(() -> gone(id));
    }

    /** Returns an instance; nothing when there is none by this id, or none yet. */
    Optional<Xml> find(HostId id, Call call) {
        try {
            return first(id.region(), Form.ec2("DescribeInstances").list("InstanceId", List.of(id.value())), call);
        } catch (CloudException refusal) {
            if (refusal.problem().code().equals("InvalidInstanceID.NotFound")) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    /** Returns the instance at an address. */
    Host at(Region region, String address, Call call) {
        boolean number = address.matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*");
        List<String> names = address.startsWith("i-")
                ? List.of("instance-id")
                : address.contains(":")
                        ? List.of("network-interface.ipv6-addresses.ipv6-address")
                        : number
                                ? List.of("private-ip-address", "ip-address")
                                : List.of("private-dns-name", "dns-name");
        for (String name : names) {
            Form form = Form.ec2("DescribeInstances")
                    .filter(1, name, List.of(Tags.plain(address)))
                    .filter(2, "instance-state-name", ALIVE);
            Optional<Xml> found = first(region, form, call);
            if (found.isPresent()) {
                return HostFacts.read(region, found.get());
            }
        }
        throw CloudException.rejected(
                        Reason.NOT_FOUND,
                        "no instance of " + region + " is at '" + address
                                + "'; give its id, one of its addresses or its name in the DNS")
                .build();
    }

    private Optional<Xml> first(Region region, Form form, Call call) {
        return aws.ec2(region, form, call).items("reservationSet.item").stream()
                .flatMap(reservation -> reservation.items("instancesSet.item").stream())
                .findFirst();
    }

    static CloudException gone(HostId id) {
        return CloudException.of(Certainty.REJECTED, Reason.NOT_FOUND, "there is no instance " + id)
                .build();
    }

    /** Returns what is told of an instance that is gone. */
    static Host deleted(HostId id) {
        return Host.builder(id, "", HostState.DELETED)
                .nativeState("terminated")
                .billed(false)
                .build();
    }
}
