package io.shiyun.store;

import io.shiyun.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Brings a file to today's schema. Migrations are numbered texts that never change once released; the file keeps the
 * number and the SHA-256 of each that it has seen.
 */
final class Migrations {
    /** In order, without gaps. A released line never changes. */
    private static final List<String> FILES =
            List.of("V001__first.sql", "V002__alerts.sql", "V003__spend.sql", "V004__learnt.sql", "V005__remarks.sql");

    private static final String LOG =
            "CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                    + " checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

    /** One migration. */
    record Migration(int number, String name, String text) {
        String checksum() {
            return sha256(text.replace("\r\n", "\n"));
        }
    }

    private record Applied(int number, String name, String checksum) {}

    private Migrations() {}

    /** All migrations of this version of the library. */
    static List<Migration> all() {
        List<Migration> all = new ArrayList<>();
        for (String file : FILES) {
            all.add(parse(file, resource("migrations/" + file)));
        }
        return all;
    }

    static Migration parse(String file, String text) {
        int end = file.indexOf("__");
        if (!file.startsWith("V") || end < 0 || !file.endsWith(".sql")) {
            throw new IllegalArgumentException("A migration is named V<number>__<name>.sql, not " + file);
        }
        return new Migration(
                Integer.parseInt(file.substring(1, end)), file.substring(end + 2, file.length() - 4), text);
    }

    /** Applies what is missing, each migration in a transaction of its own. */
    static void apply(Sql sql, Path file, List<Migration> known, Instant now) {
        sql.begin(Sqlite.BEGIN_WRITE);
        sql.execute(LOG);
        List<Applied> applied = applied(sql);
        compare(applied, known, file);
        sql.commit();
        for (Migration migration : known) {
            if (migration.number() > applied.size()) {
                applyOne(sql, migration, now);
            }
        }
    }

    private static List<Applied> applied(Sql sql) {
        return sql.list(
                "SELECT number, name, checksum FROM schema_version ORDER BY number",
                row -> new Applied((int) row.number("number"), row.text("name"), row.text("checksum")));
    }

    private static void compare(List<Applied> applied, List<Migration> known, Path file) {
        for (Applied done : applied) {
            if (done.number() > known.size()) {
                Applied last = applied.get(applied.size() - 1);
                throw new StoreException(
                        Kind.NEWER,
                        file,
                        "The store " + file + " was made by a newer version of Shiyun: its schema is version "
                                + last.number() + " (" + last.name() + "), this version knows up to " + known.size()
                                + ". Use the newer shiyun-core, or restore a copy made before the upgrade");
            }
            Migration mine = known.get(done.number() - 1);
            if (!mine.checksum().equals(done.checksum())) {
                throw new StoreException(
                        Kind.EDITED,
                        file,
                        "Migration " + done.number() + " (" + done.name() + ") was applied to the store " + file
                                + " with other words than this version of Shiyun has: use the shiyun-core that made"
                                + " it; a released migration is never edited, a change is a new one");
            }
        }
    }

    /** Another process may have been faster: the number is looked at again inside the transaction. */
    private static void applyOne(Sql sql, Migration migration, Instant now) {
        sql.begin(Sqlite.BEGIN_WRITE);
        if (sql.number("SELECT count(*) FROM schema_version WHERE number = ?", migration.number()) == 0) {
            for (String statement : statements(migration.text())) {
                sql.execute(statement);
            }
            sql.update(
                    "INSERT INTO schema_version (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)",
                    migration.number(),
                    migration.name(),
                    migration.checksum(),
                    now);
        }
        sql.commit();
    }

    /** Statements end with a semicolon at the end of a line; a line that starts with two dashes is a comment. */
    static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : text.replace("\r\n", "\n").split("\n", -1)) {
            if (line.isBlank() || line.startsWith("--")) {
                continue;
            }
            statement.append(line).append('\n');
            if (line.stripTrailing().endsWith(";")) {
                statements.add(statement.toString());
                statement.setLength(0);
            }
        }
        if (!statement.isEmpty()) {
            throw new IllegalArgumentException("The last statement of a migration does not end with a semicolon");
        }
        return statements;
    }

    private static String resource(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("shiyun-core lacks its resource " + name + ": the jar is incomplete");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
