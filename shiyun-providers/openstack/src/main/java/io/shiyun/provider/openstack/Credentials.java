package io.shiyun.provider.openstack;

import io.shiyun.model.Secret;
import io.shiyun.spi.CloudConfig;
import io.shiyun.wire.JsonWriter;
import java.util.Optional;

/** Who we are, as Keystone's request for a token says it. */
final class Credentials {
    private Credentials() {}

    /**
     * Checks that the settings are enough for one way to sign in.
     *
     * @throws IllegalArgumentException naming what is missing
     */
    static void check(CloudConfig config) {
        if (byApplication(config)) {
            require(config, "application-credential-secret", "an application credential");
            if (config.get("application-credential-id").isEmpty() && !hasUser(config)) {
                throw new IllegalArgumentException(
                        "an application credential by its name needs its user: give the setting 'username' or 'user-id'");
            }
        } else if (config.get("token").isEmpty()) {
            if (!hasUser(config)) {
                throw new IllegalArgumentException("nobody to sign in as: give the settings 'username' and 'password',"
                        + " or 'application-credential-id' and 'application-credential-secret', or 'token'");
            }
            require(config, "password", "a user");
        }
        if (!byApplication(config)
                && config.get("project-id").isEmpty()
                && config.get("project-name").isEmpty()) {
            throw new IllegalArgumentException(
                    "no project to work in: give the setting 'project-name' or 'project-id'");
        }
    }

    /** Returns in words how it signs in. */
    static String source(CloudConfig config) {
        if (byApplication(config)) {
            return "an application credential";
        }
        return config.get("token").isPresent() ? "a given token" : "user and password";
    }

    /** Returns the request for a token. */
    static JsonWriter request(CloudConfig config) {
        return JsonWriter.object().object("auth", auth -> {
            auth.object("identity", identity -> identity(config, identity));
            if (!byApplication(config)) {
                auth.object(
                        "scope",
                        scope -> scope.object(
                                "project", project -> named(config, project, "project-id", "project-name", "project")));
            }
        });
    }

    private static void identity(CloudConfig config, JsonWriter identity) {
        if (byApplication(config)) {
            identity.list("methods", methods -> methods.add("application_credential"));
            identity.object("application_credential", credential -> application(config, credential));
        } else if (config.get("token").isPresent()) {
            identity.list("methods", methods -> methods.add("token"));
            identity.object("token", token -> token.put("id", secret(config, "token")));
        } else {
            identity.list("methods", methods -> methods.add("password"));
            identity.object(
                    "password",
                    password -> password.object("user", user -> {
                        named(config, user, "user-id", "username", "user");
                        user.put("password", secret(config, "password"));
                    }));
        }
    }

    private static void application(CloudConfig config, JsonWriter credential) {
        Optional<String> id = config.get("application-credential-id");
        credential.put("id", id);
        if (id.isEmpty()) {
            credential.put("name", config.require("application-credential-name"));
            credential.object("user", user -> named(config, user, "user-id", "username", "user"));
        }
        credential.put("secret", secret(config, "application-credential-secret"));
    }

    /** An id says all; a name needs its domain. */
    private static void named(CloudConfig config, JsonWriter target, String idKey, String nameKey, String domainOf) {
        Optional<String> id = config.get(idKey);
        target.put("id", id);
        if (id.isEmpty()) {
            target.put("name", config.require(nameKey));
            Optional<String> domainId = config.get(domainOf + "-domain-id");
            target.object("domain", domain -> {
                domain.put("id", domainId);
                if (domainId.isEmpty()) {
                    domain.put("name", config.get(domainOf + "-domain-name").orElse("Default"));
                }
            });
        }
    }

    private static boolean byApplication(CloudConfig config) {
        return config.get("application-credential-id").isPresent()
                || config.get("application-credential-name").isPresent();
    }

    private static boolean hasUser(CloudConfig config) {
        return config.get("username").isPresent() || config.get("user-id").isPresent();
    }

    private static void require(CloudConfig config, String key, String who) {
        if (config.get(key).isEmpty()) {
            throw new IllegalArgumentException(who + " needs the setting '" + key + "'; it was not given");
        }
    }

    private static Secret secret(CloudConfig config, String key) {
        return config.secret(key)
                .orElseThrow(() -> new IllegalArgumentException("the setting '" + key + "' is missing"));
    }
}
