-- What the alert engine must not forget: the state of each rule and subject, silences, and notices on their way.

CREATE TABLE alert_state (
    fingerprint       TEXT PRIMARY KEY,
    rule              TEXT NOT NULL,
    subject           TEXT NOT NULL,
    machine           TEXT NOT NULL,
    phase             TEXT NOT NULL,
    began             BIGINT,
    notified          TEXT NOT NULL,
    notified_severity INTEGER NOT NULL,
    notified_at       BIGINT,
    updated           BIGINT NOT NULL
);

CREATE INDEX alert_state_rule ON alert_state (rule);

CREATE TABLE watch_beat (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at  BIGINT NOT NULL
);

CREATE TABLE silence (
    id       TEXT PRIMARY KEY,
    matchers TEXT NOT NULL,
    from_at  BIGINT NOT NULL,
    to_at    BIGINT NOT NULL,
    author   TEXT NOT NULL,
    comment  TEXT NOT NULL,
    CHECK (to_at > from_at)
);

CREATE TABLE notice_outbox (
    id        TEXT PRIMARY KEY,
    target    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    body      TEXT NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('WAITING', 'DELIVERED', 'GIVEN_UP')),
    attempts  INTEGER NOT NULL,
    created   BIGINT NOT NULL,
    next_at   BIGINT NOT NULL,
    ended     BIGINT,
    error     TEXT NOT NULL
);

CREATE INDEX notice_outbox_waiting ON notice_outbox (target, created, id) WHERE state = 'WAITING';

CREATE INDEX notice_outbox_order ON notice_outbox (target, subject, created, id) WHERE state = 'WAITING';

CREATE INDEX notice_outbox_ended ON notice_outbox (ended) WHERE state <> 'WAITING';
