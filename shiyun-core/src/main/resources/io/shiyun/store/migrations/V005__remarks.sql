-- The latest alarms of series, and what people said of alarms.

CREATE TABLE alarm (
    metric  TEXT NOT NULL,
    subject TEXT NOT NULL,
    since   BIGINT NOT NULL,
    cause   TEXT NOT NULL,
    PRIMARY KEY (metric, subject, since)
);

CREATE INDEX alarm_since ON alarm (since);

CREATE TABLE remark (
    id      TEXT PRIMARY KEY,
    metric  TEXT NOT NULL,
    subject TEXT NOT NULL,
    kind    TEXT NOT NULL,
    event   BIGINT NOT NULL,
    cause   TEXT NOT NULL,
    author  TEXT NOT NULL,
    at      BIGINT NOT NULL,
    note    TEXT NOT NULL,
    UNIQUE (metric, subject, kind, event)
);
