package io.shiyun.spi;

import io.shiyun.model.Bytes;
import io.shiyun.model.Fields;
import io.shiyun.model.FirewallId;
import io.shiyun.model.Id;
import io.shiyun.model.ImageId;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.Secret;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order for one host.
 *
 * @param region where
 * @param name its name, as the cloud is to show it
 * @param shape its size
 * @param image what to make it from
 * @param zone the zone; the cloud chooses without
 * @param purchase how it is bought
 * @param disk size of its first disk; that of the image without
 * @param disks data disks
 * @param networks networks; the account's usual one when empty
 * @param firewalls firewalls; the account's usual one when empty
 * @param publicAddress whether it gets a public address
 * @param sshKey public key that may log in, in OpenSSH form; empty for none
 * @param userData what the image runs at first boot; may hold secrets
 * @param spread hosts of the same word are kept on different machines where the cloud can; empty for no wish
 * @param tags the user's tags; the intent's come on top
 */
public record HostOrder(
        Region region,
        String name,
        Shape shape,
        ImageId image,
        Optional<Zone> zone,
        Purchase purchase,
        Optional<Bytes> disk,
        List<DiskOrder> disks,
        List<NetworkId> networks,
        List<FirewallId> firewalls,
        boolean publicAddress,
        String sshKey,
        Optional<Secret> userData,
        String spread,
        Map<String, String> tags)
        implements Order {
    public HostOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(purchase, "purchase");
        Objects.requireNonNull(disk, "disk");
        disks = List.copyOf(disks);
        networks = List.copyOf(networks);
        firewalls = List.copyOf(firewalls);
        Objects.requireNonNull(sshKey, "sshKey");
        Objects.requireNonNull(userData, "userData");
        Objects.requireNonNull(spread, "spread");
        tags = Map.copyOf(tags);
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name, Shape shape, ImageId image) {
        return new Builder(region, name, shape, image);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(region, name, shape, image);
        builder.zone = zone.orElse(null);
        builder.purchase = purchase;
        builder.disk = disk.orElse(null);
        builder.disks = disks;
        builder.networks = networks;
        builder.firewalls = firewalls;
        builder.publicAddress = publicAddress;
        builder.sshKey = sshKey;
        builder.userData = userData.orElse(null);
        builder.spread = spread;
        builder.tags = tags;
        return builder;
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.put("shape", shape.name());
        fields.put("image", image.text());
        zone.ifPresent(value -> fields.putZone("zone", value));
        fields.put("purchase", purchase.name());
        disk.ifPresent(value -> fields.put("disk", value.count()));
        fields.putEach("disks", disks, DiskOrder::write);
        fields.putList("networks", networks.stream().map(Id::text).toList());
        fields.putList("firewalls", firewalls.stream().map(Id::text).toList());
        fields.put("publicAddress", publicAddress);
        fields.put("sshKey", sshKey);
        userData.ifPresent(value -> fields.putSecret("userData", value));
        fields.put("spread", spread);
        fields.putMap("tags", tags);
    }

    /** Reads back what {@link #write} wrote. */
    public static HostOrder read(Fields.Reader fields) {
        return new HostOrder(
                fields.region("region"),
                fields.text("name"),
                new Shape(fields.text("shape")),
                Id.parse(ImageId.class, fields.text("image")),
                fields.has("zone") ? Optional.of(fields.zone("zone")) : Optional.empty(),
                Purchase.valueOf(fields.text("purchase")),
                fields.has("disk") ? Optional.of(new Bytes(fields.number("disk"))) : Optional.empty(),
                fields.each("disks", DiskOrder::read),
                fields.list("networks").stream()
                        .map(text -> Id.parse(NetworkId.class, text))
                        .toList(),
                fields.list("firewalls").stream()
                        .map(text -> Id.parse(FirewallId.class, text))
                        .toList(),
                fields.flag("publicAddress"),
                fields.text("sshKey"),
                fields.has("userData") ? Optional.of(fields.secret("userData")) : Optional.empty(),
                fields.text("spread"),
                fields.map("tags"));
    }

    /** Builds a {@link HostOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private String name;
        private Shape shape;
        private ImageId image;
        private @Nullable Zone zone;
        private Purchase purchase = Purchase.ON_DEMAND;
        private @Nullable Bytes disk;
        private List<DiskOrder> disks = List.of();
        private List<NetworkId> networks = List.of();
        private List<FirewallId> firewalls = List.of();
        private boolean publicAddress = false;
        private String sshKey = "";
        private @Nullable Secret userData;
        private String spread = "";
        private Map<String, String> tags = Map.of();

        private Builder(Region region, String name, Shape shape, ImageId image) {
            this.region = region;
            this.name = name;
            this.shape = shape;
            this.image = image;
        }

        /** Sets {@link HostOrder#name}. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** Sets {@link HostOrder#shape}. */
        public Builder shape(Shape shape) {
            this.shape = shape;
            return this;
        }

        /** Sets {@link HostOrder#image}. */
        public Builder image(ImageId image) {
            this.image = image;
            return this;
        }

        /** Sets {@link HostOrder#zone}. */
        public Builder zone(Zone zone) {
            this.zone = zone;
            return this;
        }

        /** Sets {@link HostOrder#purchase}. */
        public Builder purchase(Purchase purchase) {
            this.purchase = purchase;
            return this;
        }

        /** Sets {@link HostOrder#disk}. */
        public Builder disk(Bytes disk) {
            this.disk = disk;
            return this;
        }

        /** Sets {@link HostOrder#disks}. */
        public Builder disks(List<DiskOrder> disks) {
            this.disks = disks;
            return this;
        }

        /** Sets {@link HostOrder#networks}. */
        public Builder networks(List<NetworkId> networks) {
            this.networks = networks;
            return this;
        }

        /** Sets {@link HostOrder#firewalls}. */
        public Builder firewalls(List<FirewallId> firewalls) {
            this.firewalls = firewalls;
            return this;
        }

        /** Sets {@link HostOrder#publicAddress}. */
        public Builder publicAddress(boolean publicAddress) {
            this.publicAddress = publicAddress;
            return this;
        }

        /** Sets {@link HostOrder#sshKey}. */
        public Builder sshKey(String sshKey) {
            this.sshKey = sshKey;
            return this;
        }

        /** Sets {@link HostOrder#userData}. */
        public Builder userData(Secret userData) {
            this.userData = userData;
            return this;
        }

        /** Sets {@link HostOrder#spread}. */
        public Builder spread(String spread) {
            this.spread = spread;
            return this;
        }

        /** Sets {@link HostOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public HostOrder build() {
            return new HostOrder(
                    region,
                    name,
                    shape,
                    image,
                    Optional.ofNullable(zone),
                    purchase,
                    Optional.ofNullable(disk),
                    disks,
                    networks,
                    firewalls,
                    publicAddress,
                    sshKey,
                    Optional.ofNullable(userData),
                    spread,
                    tags);
        }
    }
}
