-- Times are microseconds since 1970, decimals are text, an empty text means absent.

CREATE TABLE installation (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    id      TEXT NOT NULL,
    mac_key TEXT NOT NULL,
    seal_id TEXT NOT NULL,
    created BIGINT NOT NULL
);

CREATE TABLE intent (
    id          TEXT NOT NULL,
    epoch       INTEGER NOT NULL CHECK (epoch > 0),
    parent      TEXT NOT NULL,
    kind        TEXT NOT NULL,
    resource    TEXT NOT NULL,
    cloud       TEXT NOT NULL,
    region      TEXT NOT NULL,
    token       TEXT NOT NULL UNIQUE,
    order_text  TEXT NOT NULL,
    order_hash  TEXT NOT NULL,
    tags        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN
                ('PLANNED', 'SENT', 'ONGOING', 'DOUBTFUL', 'FENCED', 'DONE', 'FAILED', 'ABANDONED')),
    ticket      TEXT NOT NULL,
    result      TEXT NOT NULL,
    problem     TEXT NOT NULL,
    remains     TEXT NOT NULL,
    deadline    BIGINT,
    owner       TEXT NOT NULL,
    lease_until BIGINT NOT NULL,
    fencing     BIGINT NOT NULL,
    created     BIGINT NOT NULL,
    updated     BIGINT NOT NULL,
    PRIMARY KEY (id, epoch)
);

CREATE INDEX intent_unfinished ON intent (lease_until)
    WHERE state IN ('PLANNED', 'SENT', 'ONGOING', 'DOUBTFUL', 'FENCED');

CREATE INDEX intent_resource ON intent (resource, kind);

CREATE INDEX intent_cloud ON intent (cloud, region);

CREATE INDEX intent_result ON intent (result);

CREATE TABLE audit (
    seq            BIGINT PRIMARY KEY,
    at             BIGINT NOT NULL,
    actor          TEXT NOT NULL,
    operation      TEXT NOT NULL,
    cloud          TEXT NOT NULL,
    region         TEXT NOT NULL,
    subject        TEXT NOT NULL,
    outcome        TEXT NOT NULL,
    reason         TEXT NOT NULL,
    certainty      TEXT NOT NULL,
    request_id     TEXT NOT NULL,
    intent_id      TEXT NOT NULL,
    duration_nanos BIGINT NOT NULL,
    prev_hash      TEXT NOT NULL,
    hash           TEXT NOT NULL
);

CREATE INDEX audit_at ON audit (at);

CREATE INDEX audit_subject ON audit (subject);

CREATE INDEX audit_intent ON audit (intent_id);

CREATE TABLE audit_head (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    anchor_seq  BIGINT NOT NULL,
    anchor_hash TEXT NOT NULL,
    seq         BIGINT NOT NULL,
    hash        TEXT NOT NULL,
    mac         TEXT NOT NULL
);

CREATE TABLE usage_record (
    id         TEXT PRIMARY KEY,
    who        TEXT NOT NULL,
    resource   TEXT NOT NULL,
    kind       TEXT NOT NULL,
    cloud      TEXT NOT NULL,
    region     TEXT NOT NULL,
    zone       TEXT NOT NULL,
    project    TEXT NOT NULL,
    app        TEXT NOT NULL,
    host       TEXT NOT NULL,
    shape      TEXT NOT NULL,
    tags       TEXT NOT NULL,
    from_at    BIGINT NOT NULL,
    to_at      BIGINT,
    quantity   TEXT NOT NULL,
    unit       TEXT NOT NULL,
    unit_price TEXT NOT NULL,
    currency   TEXT NOT NULL,
    intent_id  TEXT NOT NULL,
    CHECK (to_at IS NULL OR to_at >= from_at)
);

CREATE INDEX usage_record_to ON usage_record (to_at);

CREATE UNIQUE INDEX usage_record_open ON usage_record (cloud, resource, kind) WHERE to_at IS NULL;

CREATE TABLE revision (
    app        TEXT NOT NULL,
    number     INTEGER NOT NULL CHECK (number > 0),
    order_text TEXT NOT NULL,
    order_hash TEXT NOT NULL,
    state      TEXT NOT NULL,
    note       TEXT NOT NULL,
    created    BIGINT NOT NULL,
    PRIMARY KEY (app, number)
);

CREATE TABLE revision_current (
    app     TEXT PRIMARY KEY,
    number  INTEGER NOT NULL,
    updated BIGINT NOT NULL,
    FOREIGN KEY (app, number) REFERENCES revision (app, number)
);

CREATE TABLE fact (
    cloud   TEXT NOT NULL,
    service TEXT NOT NULL,
    region  TEXT NOT NULL,
    key     TEXT NOT NULL,
    text    TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (cloud, service, region, key)
);

CREATE INDEX fact_at ON fact (at);

CREATE TABLE lease (
    name    TEXT PRIMARY KEY,
    owner   TEXT NOT NULL,
    until   BIGINT NOT NULL,
    fencing BIGINT NOT NULL
);
