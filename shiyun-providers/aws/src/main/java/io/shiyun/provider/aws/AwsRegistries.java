package io.shiyun.provider.aws;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.RegistryLogin;
import io.shiyun.model.Repository;
import io.shiyun.model.RepositoryId;
import io.shiyun.model.RepositoryVersion;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.spi.Registries;
import io.shiyun.spi.RepositoryOrder;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** Repositories are those of ECR's private registry. Their description is a tag that only their maker reads back. */
final class AwsRegistries implements Registries {
    private static final int PAGE = 100;

    private final AwsClient aws;

    AwsRegistries(AwsClient aws) {
        this.aws = aws;
    }

    private Json ask(Region region, String operation, JsonWriter body, Call call) {
        return aws.json(Service.ECR, region, operation, body, call);
    }

    @Override
    public Repository put(RepositoryOrder order, Call call) {
        if (order.shared()) {
            throw CloudException.notSent(
                            Reason.INVALID,
                            "repositories of ECR's private registry cannot be pulled by everybody; order it not shared")
                    .build();
        }
        JsonWriter body = JsonWriter.object().put("repositoryName", order.name());
        if (!order.description().isEmpty()) {
            body.list(
                    "tags",
                    tags -> tags.addObject(tag -> tag.put("Key", "description").put("Value", order.description())));
        }
        Json repository;
        try {
            repository = ask(order.region(), "CreateRepository", body, call).at("repository");
        } catch (CloudException refusal) {
            if (refusal.reason() != Reason.EXISTS) {
                throw refusal;
            }
            JsonWriter one = JsonWriter.object().put("repositoryNames", List.of(order.name()));
            repository = ask(order.region(), "DescribeRepositories", one, call).items("repositories").stream()
                    .findFirst()
                    .orElseThrow(() -> refusal);
        }
        return read(order.region(), repository).toBuilder()
                .description(order.description())
                .build();
    }

    static Repository read(Region region, Json repository) {
        return Checked.read(repository, () -> readOf(region, repository));
    }

    private static Repository readOf(Region region, Json repository) {
        Repository.Builder built = Repository.builder(
                new RepositoryId(region, repository.text("repositoryName")), repository.text("repositoryUri", ""));
        ClusterFacts.time(repository.at("createdAt")).ifPresent(built::created);
        return built.build();
    }

    @Override
    public Page<Repository> repositories(Region region, Cursor from, Call call) {
        JsonWriter body = page(JsonWriter.object(), from);
        Json reply = ask(region, "DescribeRepositories", body, call);
        List<Repository> found = reply.items("repositories").stream()
                .map(repository -> read(region, repository))
                .toList();
        return Paging.page(found, from, reply.optional("nextToken"));
    }

    /** The newest of each page comes first; ECR does not sort over pages. */
    @Override
    public Page<RepositoryVersion> versions(RepositoryId id, Cursor from, Call call) {
        JsonWriter body = page(JsonWriter.object().put("repositoryName", id.value()), from);
        Json reply = ask(id.region(), "DescribeImages", body, call);
        List<RepositoryVersion> found = reply.items("imageDetails").stream()
                .map(image -> version(id, image))
                .sorted(Comparator.comparing(
                                (RepositoryVersion version) -> version.pushed().orElse(Instant.EPOCH))
                        .reversed())
                .toList();
        return Paging.page(found, from, reply.optional("nextToken"));
    }

    private static JsonWriter page(JsonWriter body, Cursor from) {
        body.put("maxResults", PAGE);
        return from.equals(Cursor.START) ? body : body.put("nextToken", from.value());
    }

    static RepositoryVersion version(RepositoryId id, Json image) {
        return Checked.read(image, () -> versionOf(id, image));
    }

    private static RepositoryVersion versionOf(RepositoryId id, Json image) {
        RepositoryVersion.Builder built =
                RepositoryVersion.builder(id, image.text("imageDigest")).tags(image.texts("imageTags"));
        long size = image.whole("imageSizeInBytes", 0);
        if (size > 0) {
            built.size(Bytes.of(size));
        }
        ClusterFacts.time(image.at("imagePushedAt")).ifPresent(built::pushed);
        return built.build();
    }

    @Override
    public RegistryLogin login(Region region, Call call) {
        Json reply = ask(region, "GetAuthorizationToken", JsonWriter.object(), call);
        Json data = reply.items("authorizationData").stream()
                .findFirst()
                .orElseThrow(() -> reply.at("authorizationData").wrong("a list with a login"));
        String token = decoded(data.at("authorizationToken"));
        int colon = token.indexOf(':');
        if (colon < 1) {
            throw data.at("authorizationToken").wrong("a user and a password");
        }
        RegistryLogin.Builder login = RegistryLogin.builder(
                data.text("proxyEndpoint").replaceFirst("^https?://", ""),
                token.substring(0, colon),
                Secret.of(token.substring(colon + 1)));
        ClusterFacts.time(data.at("expiresAt")).ifPresent(login::expires);
        return login.build();
    }

    private static String decoded(Json token) {
        try {
            return new String(Base64.getDecoder().decode(token.text()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw token.wrong("text in Base64");
        }
    }

    @Override
    public void deleteVersion(RepositoryId id, String digest, Call call) {
        JsonWriter body = JsonWriter.object()
                .put("repositoryName", id.value())
                .list("imageIds", ids -> ids.addObject(image -> image.put("imageDigest", digest)));
        Json reply = ask(id.region(), "BatchDeleteImage", body, call);
        for (Json failure : reply.items("failures")) {
            if (!failure.text("failureCode", "").equals("ImageNotFound")) {
                throw CloudException.rejected(
                                Reason.CONFLICT,
                                "the image " + digest + " of " + id + " stays: " + failure.text("failureReason", ""))
                        .code(failure.text("failureCode", ""))
                        .build();
            }
        }
    }

    @Override
    public void delete(RepositoryId id, Call call) {
        try {
            ask(id.region(), "DeleteRepository", JsonWriter.object().put("repositoryName", id.value()), call);
        } catch (CloudException refusal) {
            if (refusal.reason() != Reason.NOT_FOUND) {
                throw refusal;
            }
        }
    }
}
