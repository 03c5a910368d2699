package io.shiyun.provider.aws;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.HostId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Snapshot;
import io.shiyun.model.SnapshotId;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Places;
import io.shiyun.spi.Progress;
import io.shiyun.spi.SnapshotOrder;
import io.shiyun.spi.Ticket;
import io.shiyun.spi.VolumeOrder;
import io.shiyun.spi.Volumes;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Xml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Volumes are those of EBS. A volume lies in one zone; without one in the order, in the first of the region. */
final class AwsVolumes implements Volumes {
    private static final String CREATED = "created";
    private static final String ATTACHED = "attached";
    private static final String DETACHED = "detached";
    private static final String GROWN = "grown";
    private static final String GONE = "gone";
    private static final String SNAPSHOT = "snapshot";
    private static final String DEVICES = "fghijklmnop";
    private static final int PAGE = 500;

    private final AwsClient aws;
    private final AwsSettings settings;
    private final Places places;
    private final Pace pace;

    AwsVolumes(AwsClient aws, AwsSettings settings, Places places, Pace pace) {
        this.aws = aws;
        this.settings = settings;
        this.places = places;
        this.pace = pace;
    }

    @Override
    public Progress<Volume> create(VolumeOrder order, Intent intent, Call call) {
        String zone = order.zone()
                .orElseGet(() -> places.zones(order.region(), call).stream()
                        .min(Comparator.comparing(each -> each.name()))
                        .orElseThrow(() -> HostOrders.invalid("the region has no zone for a volume")))
                .name();
        Form form = Form.ec2("CreateVolume")
                .put("AvailabilityZone", zone)
                .put("Size", HostOrders.gib(order.size()))
                .put("VolumeType", order.kind().isEmpty() ? "gp3" : order.kind())
                .put("SnapshotId", order.snapshot().map(SnapshotId::value))
                .put("ClientToken", intent.token());
        Tags.specify(form, Tags.of(order.name(), order.tags(), intent), "volume");
        VolumeId id =
                new VolumeId(order.region(), aws.ec2(order.region(), form, call).text("volumeId"));
        return going(pace.begin(id.region(), CREATED, id.value()));
    }

    private Progress<Volume> going(Ticket ticket) {
        return Progress.ongoing(ticket, pace.next(ticket));
    }

    @Override
    public Page<Volume> list(Region region, Cursor from, Call call) {
        Form form = page(Form.ec2("DescribeVolumes"), from);
        List<Volume> volumes = new ArrayList<>();
        Xml rest = aws.ec2Items(
                region, form, "volumeSet.item", item -> volumes.add(VolumeFacts.volume(region, item)), call);
        return Paging.page(volumes, from, rest.optional("nextToken"));
    }

    private static Form page(Form form, Cursor from) {
        form.put("MaxResults", PAGE);
        return from.equals(Cursor.START) ? form : form.put("NextToken", from.value());
    }

    @Override
    public Volume get(VolumeId id, Call call) {
        return find(id, call)
                .filter(volume -> volume.state() != ResourceState.DELETED)
                .orElseThrow(() -> CloudException.rejected(Reason.NOT_FOUND, "there is no volume " + id)
                        .build());
    }

    private Optional<Volume> find(VolumeId id, Call call) {
        Form form = Form.ec2("DescribeVolumes").list("VolumeId", List.of(id.value()));
        try {
            return aws.ec2(id.region(), form, call).items("volumeSet.item").stream()
                    .map(item -> VolumeFacts.volume(id.region(), item))
                    .findFirst();
        } catch (CloudException refusal) {
            if (refusal.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    @Override
    public Progress<Volume> attach(VolumeId id, HostId host, Call call) {
        Volume volume = get(id, call);
        if (!volume.host().equals(Optional.of(host))) {
            Form form = Form.ec2("AttachVolume")
                    .put("VolumeId", id.value())
                    .put("InstanceId", host.value())
                    .put("Device", device(host, call));
            aws.ec2(id.region(), form, call);
        }
        return proceedAttached(pace.begin(id.region(), ATTACHED, id.value()), get(id, call), call);
    }

    /** Returns the first name that no disk of the host has. */
    private String device(HostId host, Call call) {
        Form form = Form.ec2("DescribeInstances").list("InstanceId", List.of(host.value()));
        Set<String> taken = aws.ec2(host.region(), form, call).items("reservationSet.item").stream()
                .flatMap(reservation -> reservation.items("instancesSet.item").stream())
                .flatMap(instance -> instance.items("blockDeviceMapping.item").stream())
                .map(disk -> disk.text("deviceName", ""))
                .collect(Collectors.toSet());
        return DEVICES.chars()
                .mapToObj(letter -> "/dev/sd" + (char) letter)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow(
                        () -> CloudException.notSent(Reason.QUOTA, "the host " + host + " has no name of a disk left")
                                .build());
    }

    @Override
    public Progress<Volume> detach(VolumeId id, Call call) {
        Volume volume = get(id, call);
        if (volume.host().isPresent()) {
            aws.ec2(id.region(), Form.ec2("DetachVolume").put("VolumeId", id.value()), call);
        }
        return proceedDetached(pace.begin(id.region(), DETACHED, id.value()), id, call);
    }

    @Override
    public Progress<Volume> grow(VolumeId id, Bytes size, Call call) {
        Volume volume = get(id, call);
        long gib = HostOrders.gib(size);
        if (Bytes.gib(gib).compareTo(volume.size()) < 0) {
            throw HostOrders.invalid("the volume " + id + " has " + volume.size() + "; it cannot shrink to " + size);
        }
        if (Bytes.gib(gib).compareTo(volume.size()) > 0) {
            Form form = Form.ec2("ModifyVolume").put("VolumeId", id.value()).put("Size", gib);
            aws.ec2(id.region(), form, call);
        }
        return proceedGrown(pace.begin(id.region(), GROWN, id.value(), Long.toString(gib)), id, call);
    }

    @Override
    public Progress<Volume> delete(VolumeId id, Call call) {
        try {
            aws.ec2(id.region(), Form.ec2("DeleteVolume").put("VolumeId", id.value()), call);
        } catch (CloudException refusal) {
            if (refusal.reason() != Reason.NOT_FOUND) {
                throw refusal;
            }
            return Progress.done(gone(id));
        }
        return proceedGone(pace.begin(id.region(), GONE, id.value()), id, call);
    }

    private static Volume gone(VolumeId id) {
        return Volume.builder(id, "", ResourceState.DELETED, Bytes.of(0))
                .billed(false)
                .build();
    }

    /** EBS keeps no token of snapshots; the tags of the intent tell whose they are. */
    @Override
    public Progress<Snapshot> snapshot(SnapshotOrder order, Intent intent, Call call) {
        Form form = Form.ec2("CreateSnapshot")
                .put("VolumeId", order.volume().value())
                .put("Description", order.name());
        Tags.specify(form, Tags.of(order.name(), order.tags(), intent), "snapshot");
        Snapshot made = VolumeFacts.snapshot(order.region(), aws.ec2(order.region(), form, call));
        Ticket ticket = pace.begin(
                order.region(), SNAPSHOT, order.volume().value(), made.id().value());
        return made.state() == ResourceState.READY
                ? Progress.done(made)
                : Progress.ongoing(ticket, pace.next(ticket), made);
    }

    @Override
    public Page<Snapshot> snapshots(Region region, Cursor from, Call call) {
        Form form = page(Form.ec2("DescribeSnapshots").list("Owner", List.of("self")), from);
        List<Snapshot> snapshots = new ArrayList<>();
        Xml rest = aws.ec2Items(
                region, form, "snapshotSet.item", item -> snapshots.add(VolumeFacts.snapshot(region, item)), call);
        return Paging.page(snapshots, from, rest.optional("nextToken"));
    }

    @Override
    public void deleteSnapshot(SnapshotId id, Call call) {
        try {
            aws.ec2(id.region(), Form.ec2("DeleteSnapshot").put("SnapshotId", id.value()), call);
        } catch (CloudException refusal) {
            if (refusal.reason() != Reason.NOT_FOUND) {
                throw refusal;
            }
        }
    }

    @Override
    public Progress<Volume> proceed(Ticket ticket, Intent intent, Call call) {
        if (ticket.args().isEmpty()) {
            throw HostOrders.invalid("'" + ticket.step() + "' is no step of volumes");
        }
        VolumeId id = new VolumeId(ticket.region(), ticket.arg(0));
        return switch (ticket.step()) {
            case CREATED -> proceedCreated(ticket, id, call);
            case ATTACHED -> proceedAttached(ticket, get(id, call), call);
            case DETACHED -> proceedDetached(ticket, id, call);
            case GROWN -> proceedGrown(ticket, id, call);
            case GONE -> proceedGone(ticket, id, call);
            case SNAPSHOT -> proceedSnapshot(ticket, id, call);
            default -> throw HostOrders.invalid("'" + ticket.step() + "' is no step of volumes");
        };
    }

    private Progress<Volume> proceedCreated(Ticket ticket, VolumeId id, Call call) {
        Optional<Volume> volume = find(id, call);
        if (volume.isEmpty()) {
            return pace.since(ticket).compareTo(settings.visibleWithin()) <= 0
                    ? going(ticket)
                    : Progress.failed(Problem.of(Reason.NOT_FOUND, "the volume " + id + " is gone"));
        }
        return switch (volume.get().state()) {
            case PENDING -> Progress.ongoing(ticket, pace.next(ticket), volume.get());
            case ERROR -> Progress.failed(Problem.of(Reason.UNKNOWN, "EBS could not make the volume " + id), id);
            default -> Progress.done(volume.get());
        };
    }

    private Progress<Volume> proceedAttached(Ticket ticket, Volume volume, Call call) {
        Form form =
                Form.ec2("DescribeVolumes").list("VolumeId", List.of(volume.id().value()));
        boolean attached = aws.ec2(volume.region(), form, call).items("volumeSet.item").stream()
                .flatMap(item -> item.items("attachmentSet.item").stream())
                .anyMatch(attachment -> attachment.text("status", "").equals("attached"));
        return attached ? Progress.done(volume) : Progress.ongoing(ticket, pace.next(ticket), volume);
    }

    private Progress<Volume> proceedDetached(Ticket ticket, VolumeId id, Call call) {
        Volume volume = get(id, call);
        return volume.host().isEmpty() ? Progress.done(volume) : Progress.ongoing(ticket, pace.next(ticket), volume);
    }

    private Progress<Volume> proceedGrown(Ticket ticket, VolumeId id, Call call) {
        Volume volume = get(id, call);
        return volume.size().toGib() >= Long.parseLong(ticket.arg(1))
                ? Progress.done(volume)
                : Progress.ongoing(ticket, pace.next(ticket), volume);
    }

    private Progress<Volume> proceedGone(Ticket ticket, VolumeId id, Call call) {
        Optional<Volume> volume = find(id, call).filter(found -> found.state() != ResourceState.DELETED);
        return volume.isEmpty() ? Progress.done(gone(id)) : Progress.ongoing(ticket, pace.next(ticket), volume.get());
    }

    private Progress<Volume> proceedSnapshot(Ticket ticket, VolumeId id, Call call) {
        Form form = Form.ec2("DescribeSnapshots").list("SnapshotId", List.of(ticket.arg(1)));
        Optional<Snapshot> snapshot = aws.ec2(id.region(), form, call).items("snapshotSet.item").stream()
                .map(item -> VolumeFacts.snapshot(id.region(), item))
                .findFirst();
        ResourceState state = snapshot.map(Snapshot::state).orElse(ResourceState.DELETED);
        return switch (state) {
            case READY -> Progress.done(find(id, call).orElseGet(() -> gone(id)));
            case PENDING -> going(ticket);
            default ->
                Progress.failed(
                        Problem.of(Reason.UNKNOWN, "EBS could not take the snapshot " + ticket.arg(1)),
                        new SnapshotId(id.region(), ticket.arg(1)));
        };
    }
}
