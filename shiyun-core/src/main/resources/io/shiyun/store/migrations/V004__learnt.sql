-- What the detectors, forecasters and joint detectors of the watch have learnt, each by its series or whole.

CREATE TABLE learnt (
    kind    TEXT NOT NULL,
    metric  TEXT NOT NULL,
    subject TEXT NOT NULL,
    form    TEXT NOT NULL,
    state   BYTEA NOT NULL,
    updated BIGINT NOT NULL,
    PRIMARY KEY (kind, metric, subject)
);

CREATE INDEX learnt_updated ON learnt (updated);
