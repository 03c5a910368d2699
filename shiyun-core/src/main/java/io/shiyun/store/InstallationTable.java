package io.shiyun.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The one row that says who this installation is. */
final class InstallationTable {
    private static final int KEY_BYTES = 32;

    private InstallationTable() {}

    /** Reads the row, or makes it once. */
    static Installation load(Sql sql, Instant now) {
        sql.begin(Sqlite.BEGIN_WRITE);
        if (sql.number("SELECT count(*) FROM installation") == 0) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            sql.update(
                    "INSERT INTO installation (one, id, mac_key, seal_id, created) VALUES (1, ?, ?, '', ?)",
                    UUID.randomUUID().toString(),
                    Base64.getEncoder().encodeToString(key),
                    now);
        }
        Installation installation = sql.first(
                        "SELECT id, mac_key FROM installation WHERE one = 1",
                        row -> new Installation(
                                row.text("id"), Base64.getDecoder().decode(row.text("mac_key"))))
                .orElseThrow();
        sql.commit();
        return installation;
    }

    /** The id of the sealing key in use, or empty. */
    static String sealId(Sql sql) {
        return sql.first("SELECT seal_id FROM installation WHERE one = 1", row -> row.text("seal_id"))
                .orElse("");
    }

    /** Keeps the id of the sealing key unless there is one, and answers the one kept. */
    static String keepSealId(Sql sql, String id) {
        sql.update("UPDATE installation SET seal_id = ? WHERE one = 1 AND seal_id = ''", id);
        return sealId(sql);
    }
}
