-- Money that is held for creates: OPEN while the outcome is unknown, then to be captured or released. A settled row goes.

CREATE TABLE spend (
    intent   TEXT NOT NULL,
    epoch    INTEGER NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('OPEN', 'CAPTURE', 'RELEASE')),
    resource TEXT NOT NULL,
    cloud    TEXT NOT NULL,
    region   TEXT NOT NULL,
    actor    TEXT NOT NULL,
    project  TEXT NOT NULL,
    app      TEXT NOT NULL,
    amount   TEXT NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (intent, epoch)
);

CREATE INDEX spend_due ON spend (intent, epoch) WHERE state <> 'OPEN';
