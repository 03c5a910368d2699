package io.shiyun.provider.jclouds;

import io.shiyun.model.BucketId;
import io.shiyun.model.StorageClass;
import io.shiyun.spi.ObjectOrder;
import io.shiyun.spi.Part;
import io.shiyun.spi.Upload;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The text of an upload in parts: jclouds wants all that was said at its beginning again at its end, maybe in another process. A part's
 * mark carries its length in front, for the same reason.
 *
 * @param id the cloud's own id of the upload
 * @param order what was said
 */
record UploadText(String id, ObjectOrder order) {
    private static final String OF_USER = "m.";

    String write() {
        Map<String, String> fields = new TreeMap<>(Map.of(
                "id", id,
                "length", Long.toString(order.length()),
                "type", order.contentType(),
                "class", order.storageClass().name()));
        order.metadata().forEach((key, value) -> fields.put(OF_USER + key, value));
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static UploadText read(Upload upload) {
        Map<String, String> fields = new TreeMap<>();
        for (String field : upload.value().split("&")) {
            int sign = field.indexOf('=');
            if (sign > 0) {
                fields.put(decode(field.substring(0, sign)), decode(field.substring(sign + 1)));
            }
        }
        Map<String, String> metadata = new TreeMap<>();
        fields.forEach((key, value) -> {
            if (key.startsWith(OF_USER)) {
                metadata.put(key.substring(OF_USER.length()), value);
            }
        });
        BucketId bucket = upload.object().bucket();
        try {
            ObjectOrder order = ObjectOrder.builder(
                            bucket, upload.object().key(), Long.parseLong(fields.getOrDefault("length", "")))
                    .contentType(fields.getOrDefault("type", ""))
                    .storageClass(StorageClass.valueOf(fields.getOrDefault("class", "")))
                    .metadata(metadata)
                    .build();
            return new UploadText(fields.getOrDefault("id", ""), order);
        } catch (IllegalArgumentException wrong) {
            throw Session.invalid("this is not an upload that was begun here: " + wrong.getMessage());
        }
    }

    static Part part(int number, long length, String etag) {
        return new Part(number, length + "-" + etag);
    }

    static long length(Part part) {
        int dash = part.etag().indexOf('-');
        try {
            return Long.parseLong(dash < 0 ? "" : part.etag().substring(0, dash));
        } catch (NumberFormatException wrong) {
            throw Session.invalid("part " + part.number() + " has a mark that was not given here");
        }
    }

    static String etag(Part part) {
        return part.etag().substring(part.etag().indexOf('-') + 1);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
