package io.shiyun.provider.jclouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.BucketId;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.ObjectInfo;
import io.shiyun.model.Reason;
import io.shiyun.model.StorageClass;
import io.shiyun.spi.BucketOrder;
import io.shiyun.spi.Buckets;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.ObjectKey;
import io.shiyun.spi.ObjectOrder;
import io.shiyun.spi.ObjectQuery;
import io.shiyun.spi.Page;
import io.shiyun.spi.Part;
import io.shiyun.spi.Range;
import io.shiyun.spi.Upload;
import io.shiyun.tck.TckCall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesystemBucketsTest {
    @org.junit.jupiter.api.io.TempDir
    private Path folder;

    private Cloud cloud;
    private Buckets buckets;
    private BucketId bucket;

    @BeforeEach
    void open() {
        cloud = session();
        buckets = cloud.find(Buckets.class).orElseThrow();
        bucket = buckets.create(
                        BucketOrder.builder(cloud.regions().get(0), "shelf").build(), call())
                .id();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Cloud session() {
        return new JcloudsProvider()
                .connect(CloudConfig.builder(new CloudId("folder"))
                        .set("api", "filesystem")
                        .set("folder", folder.toString())
                        .build());
    }

    private static Call call() {
        return TckCall.of(Duration.ofSeconds(30));
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectOrder.Builder order(String key, String text) {
        return ObjectOrder.builder(bucket, key, text.getBytes(StandardCharsets.UTF_8).length);
    }

    private String read(String key) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        buckets.get(new ObjectKey(bucket, key), Range.ALL, to, call());
        return to.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anObjectIsAFileOfItsKey() throws Exception {
        buckets.put(order("a/b.txt", "hello").build(), content("hello"), call());
        assertThat(folder.resolve("shelf/a/b.txt")).hasContent("hello");
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "INFREQUENT", "ARCHIVE"})
    void theClassOfAnObjectIsKept(StorageClass wanted) {
        buckets.put(order("old", "dust").storageClass(wanted).build(), content("dust"), call());
        assertThat(buckets.stat(new ObjectKey(bucket, "old"), call()).storageClass())
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEEP_ARCHIVE", "UNKNOWN"})
    void aClassThatJcloudsDoesNotKnowIsRefused(StorageClass wanted) {
        ObjectOrder order = order("old", "dust").storageClass(wanted).build();
        assertThatThrownBy(() -> buckets.put(order, content("dust"), call()))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void aChecksumThatWasToldIsToldAgainAndIsNoMetadata() throws Exception {
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("hello".getBytes(StandardCharsets.UTF_8)));
        buckets.put(
                order("told", "hello")
                        .sha256(sha256)
                        .metadata(Map.of("who", "me"))
                        .build(),
                content("hello"),
                call());
        ObjectInfo info = buckets.stat(new ObjectKey(bucket, "told"), call());
        assertThat(info.sha256()).isEqualTo(sha256);
        assertThat(info.metadata()).isEqualTo(Map.of("who", "me"));
        assertThat(info.etag()).hasSize(32);
    }

    @Test
    void aWrongContentLeavesNoFile() throws Exception {
        ObjectOrder wrong = order("never", "hello").sha256("0".repeat(64)).build();
        assertThatThrownBy(() -> buckets.put(wrong, content("hello"), call())).isInstanceOf(CloudException.class);
        try (var files = Files.walk(folder.resolve("shelf"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out", "a/../../out", "/out"})
    void aKeyThatLeadsOutOfTheFolderIsRefused(String key) {
        assertThatThrownBy(() -> buckets.put(order(key, "x").build(), content("x"), call()))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void anUploadGoesOnInANewSession() {
        Upload upload = buckets.beginUpload(
                order("whole", "onetwo")
                        .contentType("text/plain")
                        .metadata(Map.of("a b", "c=d&e"))
                        .storageClass(StorageClass.INFREQUENT)
                        .build(),
                call());
        Part one = buckets.uploadPart(upload, 1, 3, content("one"), call());
        cloud.close();
        cloud = session();
        buckets = cloud.find(Buckets.class).orElseThrow();
        Part two = buckets.uploadPart(upload, 2, 3, content("two"), call());
        buckets.completeUpload(upload, List.of(one, two), call());
        assertThat(read("whole")).isEqualTo("onetwo");
        ObjectInfo info = buckets.stat(new ObjectKey(bucket, "whole"), call());
        assertThat(info.contentType()).isEqualTo("text/plain");
        assertThat(info.metadata()).isEqualTo(Map.of("a b", "c=d&e"));
        assertThat(info.storageClass()).isEqualTo(StorageClass.INFREQUENT);
    }

    @Test
    void partsThatAreNotTheWholeOrNotThereMakeNoObject() {
        Upload upload = buckets.beginUpload(order("whole", "onetwo").build(), call());
        Part one = buckets.uploadPart(upload, 1, 3, content("one"), call());
        assertThatThrownBy(() -> buckets.completeUpload(upload, List.of(one), call()))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
        assertThatThrownBy(() -> buckets.completeUpload(upload, List.of(one, new Part(2, "3-none")), call()))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
        assertThatThrownBy(() -> read("whole")).isInstanceOf(CloudException.class);
    }

    @Test
    void anUploadThatWasNotBegunHereIsRefused() {
        Upload strange = new Upload(new ObjectKey(bucket, "whole"), "strange");
        assertThatThrownBy(() -> buckets.uploadPart(strange, 1, 1, content("x"), call()))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void moreObjectsThanAPageAreWalkedOnceEach() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 1_005; i++) {
            keys.add("key-%04d".formatted(i));
            buckets.put(order(keys.get(i), "x").build(), content("x"), call());
        }
        List<String> found = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.START);
        int pages = 0;
        while (next.isPresent()) {
            Page<ObjectInfo> page = buckets.objects(new ObjectQuery(bucket, ""), next.get(), call());
            page.items().forEach(object -> found.add(object.key()));
            next = page.next();
            pages++;
        }
        assertThat(found).isEqualTo(keys);
        assertThat(pages).isEqualTo(2);
    }
}
