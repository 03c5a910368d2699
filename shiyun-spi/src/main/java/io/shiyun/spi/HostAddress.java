package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.Region;
import io.shiyun.model.Secret;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A machine that exists already and is to be reached over the network.
 *
 * @param region where
 * @param name its name, as the cloud is to show it
 * @param address host name or address
 * @param port where it answers
 * @param user who logs in; empty for the setting of the cloud
 * @param password with what, where no key is used
 * @param tags the user's tags; the intent's come on top
 */
public record HostAddress(
        Region region,
        String name,
        String address,
        int port,
        String user,
        Optional<Secret> password,
        Map<String, String> tags)
        implements Order {
    public HostAddress {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        tags = Map.copyOf(tags);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " of '" + name + "' is not 1 to 65535");
        }
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name, String address) {
        return new Builder(region, name, address);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.put("address", address);
        fields.put("port", port);
        fields.put("user", user);
        password.ifPresent(value -> fields.putSecret("password", value));
        fields.putMap("tags", tags);
    }

    /** Reads back what {@link #write} wrote. */
    public static HostAddress read(Fields.Reader fields) {
        return new HostAddress(
                fields.region("region"),
                fields.text("name"),
                fields.text("address"),
                fields.integer("port"),
                fields.text("user"),
                fields.has("password") ? Optional.of(fields.secret("password")) : Optional.empty(),
                fields.map("tags"));
    }

    /** Builds a {@link HostAddress}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private final String address;
        private int port = 22;
        private String user = "";
        private @Nullable Secret password;
        private Map<String, String> tags = Map.of();

        private Builder(Region region, String name, String address) {
            this.region = region;
            this.name = name;
            this.address = address;
        }

        /** Sets {@link HostAddress#port}. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Sets {@link HostAddress#user}. */
        public Builder user(String user) {
            this.user = user;
            return this;
        }

        /** Sets {@link HostAddress#password}. */
        public Builder password(Secret password) {
            this.password = password;
            return this;
        }

        /** Sets {@link HostAddress#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public HostAddress build() {
            return new HostAddress(region, name, address, port, user, Optional.ofNullable(password), tags);
        }
    }
}
