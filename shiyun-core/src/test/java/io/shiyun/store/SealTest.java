package io.shiyun.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Fields;
import io.shiyun.model.Secret;
import io.shiyun.store.StoreException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
    private static final String CANARY = "hunter2-canary-5f1c";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("shiyun.db");
    }

    private Path keyFile() {
        return folder.resolve("shiyun.db.key");
    }

    private static byte[] key(int first) {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (first + i);
        }
        return key;
    }

    private static StoreOptions withKey(String variable) {
        return StoreOptions.defaults().withEnvironment(name -> name.equals("SHIYUN_KEY") ? variable : null);
    }

    private static final StoreOptions NO_VARIABLE = StoreOptions.defaults().withEnvironment(name -> null);

    private static Fields order(String password) {
        return Fields.of(w -> {
            w.put("name", "shop");
            w.put("note", "a=b\\c\nd\re");
            w.put("odd=key\n", "sealed:v1:not really");
            w.putSecret("env.DB", Secret.of(password));
        });
    }

    @Test
    void opensWhatAnotherImplementationSealed() {
        // Made with AES-256-GCM of Python's cryptography: key 00..1f, nonce 100..111, purpose "env.DB".
        Seal seal = Seal.of(key(0), "test");
        assertThat(seal.id()).isEqualTo("d742e58f");
        assertThat(seal.open("sealed:v1:10Llj2RlZmdoaWprbG1ubzjYehUKnjnsWmzmuobCIMibzAigAVfPaGo=", "env.DB"))
                .isEqualTo("p\u00e4ssword");
    }

    @Test
    void sealsEachTimeDifferentlyAndOpensTheSame() {
        Seal seal = Seal.of(key(0), "test");
        String one = seal.seal(CANARY, "env.DB");
        String two = seal.seal(CANARY, "env.DB");
        assertThat(one).startsWith("sealed:v1:").isNotEqualTo(two);
        assertThat(seal.open(one, "env.DB")).isEqualTo(seal.open(two, "env.DB")).isEqualTo(CANARY);
    }

    @Test
    void aMovedAChangedAndAForeignValueDoNotOpen() {
        Seal seal = Seal.of(key(0), "test");
        String sealed = seal.seal(CANARY, "env.DB");
        assertKey(() -> seal.open(sealed, "env.OTHER"), "moved here");
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(Seal.PREFIX.length()));
        bytes[bytes.length - 1] ^= 1;
        assertKey(() -> seal.open(Seal.PREFIX + Base64.getEncoder().encodeToString(bytes), "env.DB"), "changed");
        assertKey(() -> Seal.of(key(1), "elsewhere").open(sealed, "env.DB"), "sealed with key d742e58f");
        assertKey(() -> seal.open("sealed:v1:abc", "env.DB"), "not a sealed value");
        assertKey(() -> seal.open("plain", "env.DB"), "not a sealed value");
    }

    private static void assertKey(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        StoreException e = catchThrowableOfType(StoreException.class, call);
        assertThat(e.kind()).isEqualTo(Kind.KEY);
        assertThat(e).hasMessageContaining(message);
    }

    @Test
    void theKeyFileIsMadeAtFirstUseForItsOwnerOnlyAndUsedAgain() throws Exception {
        FrozenOrder frozen;
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            assertThat(keyFile()).doesNotExist();
            frozen = store.freeze(order(CANARY));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                    .isEqualTo("rw-------");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            assertThat(store.thaw(frozen)).isEqualTo(order(CANARY));
        }
    }

    @Test
    void anOrderWithoutSecretsNeedsNoKey() {
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            Fields fields = Fields.of(w -> w.putMap("tags", Map.of("a", "1", "b", "")));
            assertThat(store.thaw(store.freeze(fields))).isEqualTo(fields);
            assertThat(keyFile()).doesNotExist();
        }
    }

    @Test
    void theFirstSealMayHappenInsideAWrite() {
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            FrozenOrder frozen = store.write(tx -> store.freeze(order(CANARY)));
            assertThat(store.thaw(frozen)).isEqualTo(order(CANARY));
        }
    }

    @Test
    void aKeyFileThatOthersCanReadIsRefused() throws Exception {
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            store.seal();
        }
        Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString("rw-r--r--"));
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            assertKey(store::seal, "chmod 600");
        }
    }

    @Test
    void aLostKeyIsSaidAndNotReplaced() throws Exception {
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            store.seal();
        }
        Files.delete(keyFile());
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            assertKey(store::seal, "bring back the key");
            assertThat(keyFile()).doesNotExist();
        }
    }

    @Test
    void theVariableComesFirstAndMustStayTheSame() {
        String one = Base64.getEncoder().encodeToString(key(1));
        String two = Base64.getEncoder().encodeToString(key(2));
        try (Store store = Store.open(file(), withKey(one))) {
            store.seal();
            assertThat(keyFile()).doesNotExist();
        }
        try (Store store = Store.open(file(), withKey(two))) {
            assertKey(store::seal, "another key");
        }
    }

    @Test
    void aMalformedKeyIsSaidWithoutQuotingIt() {
        for (String bad : new String[] {CANARY, "c2hvcnQ=", "!!" + CANARY}) {
            try (Store store = Store.open(file(), withKey(bad))) {
                StoreException e = catchThrowableOfType(StoreException.class, store::seal);
                assertThat(e.kind()).isEqualTo(Kind.KEY);
                assertThat(e).hasMessageContaining("openssl rand -base64 32");
                assertThat(trace(e)).doesNotContain(bad);
            }
        }
    }

    @Test
    void equalOrdersHashEqualAndDifferentOnesDoNot() {
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            FrozenOrder one = store.freeze(order(CANARY));
            FrozenOrder two = store.freeze(order(CANARY));
            assertThat(one.hash()).isEqualTo(two.hash());
            assertThat(one.text()).isNotEqualTo(two.text());
            assertThat(store.freeze(order("other")).hash()).isNotEqualTo(one.hash());
            Fields asPlain = Fields.of(w -> w.put("a", "b"));
            Fields asSecret = Fields.of(w -> w.putSecret("a", Secret.of("b")));
            assertThat(store.freeze(asPlain).hash())
                    .isNotEqualTo(store.freeze(asSecret).hash());
        }
    }

    @Test
    void theTextIsOneSortedLineAField() {
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            Fields fields = Fields.of(w -> {
                w.put("b", "x=y\nz");
                w.put("a=1", "sealed:v1:fake");
            });
            assertThat(store.freeze(fields).text()).isEqualTo("a\\e1=sealed\\cv1:fake\nb=x=y\\nz\n");
        }
    }

    @Test
    void anOrderTooLongToKeepIsRefused() {
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            assertThatThrownBy(() -> store.freeze(Fields.of(w -> w.put("data", "x".repeat(1 << 20)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("too long");
        }
    }

    @Test
    void noSecretReachesTheDiskAMessageOrAPrint() throws Exception {
        StringWriter prints = new StringWriter();
        try (Store store = Store.open(file(), NO_VARIABLE)) {
            FrozenOrder frozen = store.freeze(order(CANARY));
            IntentRow row = IntentRow.plan("op-1", "APP_DEPLOY", "app/shop")
                    .order(frozen)
                    .by(store.installation(), "p1", java.time.Instant.EPOCH, java.time.Duration.ofSeconds(1));
            store.write(tx -> {
                tx.revisions().add("shop", frozen, "NEW", "", java.time.Instant.EPOCH, 3);
                return tx.intents().insert(row);
            });
            prints.append(row + " " + frozen + " " + store + " " + store.seal() + " " + store.installation());
            StoreException conflict = catchThrowableOfType(
                    StoreException.class, () -> store.write(tx -> tx.intents().insert(row)));
            prints.append(trace(conflict));
            for (Path each : Files.list(folder).toList()) {
                assertFree(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1));
            }
        }
        assertFree(prints.toString());
        assertThat(prints.toString()).doesNotContain(Files.readString(keyFile()).strip());
    }

    private static void assertFree(String text) {
        byte[] canary = CANARY.getBytes(StandardCharsets.UTF_8);
        assertThat(text)
                .doesNotContain(CANARY)
                .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(canary))
                .doesNotContain(java.util.HexFormat.of().formatHex(canary));
    }

    private static String trace(Throwable e) {
        StringWriter out = new StringWriter();
        e.printStackTrace(new PrintWriter(out));
        return out.toString();
    }
}
