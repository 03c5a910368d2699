-- A store of schema 3, as SampleWriter made it: the text of sqlite3's .dump, and the mark of our files.
PRAGMA application_id = 1397250382;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL);
INSERT INTO schema_version VALUES(1,'first','f22a73e5394bdeccbbbca4adfe8418beb5512aa4a7b844df44d515c0316c1fd7',1795168800123456);
INSERT INTO schema_version VALUES(2,'alerts','cbea80167e04616a717b3c93e30a60a56cf383f1b907e8183fb99eb2ce9ceedc',1795168800123456);
INSERT INTO schema_version VALUES(3,'spend','ff56020ff251cd61076aa185755e651449b0f3da5c0954a113725b9adcd55997',1795168800123456);
CREATE TABLE installation (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    id      TEXT NOT NULL,
    mac_key TEXT NOT NULL,
    seal_id TEXT NOT NULL,
    created BIGINT NOT NULL
);
INSERT INTO installation VALUES(1,'7b0d4c3e-0000-4000-8000-5348495955aa','AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=','',1795168800123456);
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
INSERT INTO intent VALUES('01900000-0000-7000-8000-000000000001',1,'','HOST_CREATE','host/a','here','r1','amy3n5xxts5m55utjex42pxk66yz4lft',replace('note=a=b\nc\\d\012shape=m1.small\012','\012',char(10)),'f695266f414abe9218c447419ae0dcf3a85cda49c5210df933e9f98d4f03d15b',replace('shiyun-epoch=1\nshiyun-op=01900000\n','\n',char(10)),'ONGOING','build|h-1','h-1','','',1795169400123456,'process-1',1795168830123456,1,1795168800123456,1795168801123456);
INSERT INTO intent VALUES('01900000-0000-7000-8000-000000000002',1,'','HOST_DELETE','host/b','here','r1','ua6dtry6wqvbwavpwdz65skfqut6m4wl','','','','FAILED','','','no such host','',NULL,'process-1',1795168830123456,1,1795168800123456,1795168802123456);
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
INSERT INTO audit VALUES(1,1795168800123456,'ann','HOSTS_CREATE','here','r1','h-1','OK','','','req-1','01900000-0000-7000-8000-000000000001',12000000,'0000000000000000000000000000000000000000000000000000000000000000','ccab067f9839863ed9d87d4d41516819ba84fad57cec4620294cf05066fdaae7');
INSERT INTO audit VALUES(2,1795168802123456,'ann','HOSTS_DELETE','here','r1','h-2','FAILED','NOT_FOUND','REJECTED','','',0,'ccab067f9839863ed9d87d4d41516819ba84fad57cec4620294cf05066fdaae7','a4a3c42ebcbe6eedf15765dabfa9ed6a80b7b4916ceb8af1f6e9c752eb4d11da');
CREATE TABLE audit_head (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    anchor_seq  BIGINT NOT NULL,
    anchor_hash TEXT NOT NULL,
    seq         BIGINT NOT NULL,
    hash        TEXT NOT NULL,
    mac         TEXT NOT NULL
);
INSERT INTO audit_head VALUES(1,0,'0000000000000000000000000000000000000000000000000000000000000000',2,'a4a3c42ebcbe6eedf15765dabfa9ed6a80b7b4916ceb8af1f6e9c752eb4d11da','96d586042c2ddca90c1aa10a2874c19d8f39dafa25351e145844dae19f577431');
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
INSERT INTO usage_record VALUES('u-1','ann','h-1','HOST','here','r1','z1','web','shop','a','m1.small',replace('team=blue\n','\n',char(10)),1795168800123456,NULL,'1','HOUR','0.12345678901','USD','01900000-0000-7000-8000-000000000001');
INSERT INTO usage_record VALUES('u-0','','h-0','HOST','here','r1','','','','','','',1795165200123456,1795168800123456,'1','HOUR','1','EUR','');
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
INSERT INTO revision VALUES('shop',1,replace('note=a=b\nc\\d\012shape=m1.small\012','\012',char(10)),'f695266f414abe9218c447419ae0dcf3a85cda49c5210df933e9f98d4f03d15b','RETIRED','first',1795168800123456);
INSERT INTO revision VALUES('shop',2,replace('note=a=b\nc\\d\012shape=m1.small\012','\012',char(10)),'f695266f414abe9218c447419ae0dcf3a85cda49c5210df933e9f98d4f03d15b','LIVE','second',1795168801123456);
CREATE TABLE revision_current (
    app     TEXT PRIMARY KEY,
    number  INTEGER NOT NULL,
    updated BIGINT NOT NULL,
    FOREIGN KEY (app, number) REFERENCES revision (app, number)
);
INSERT INTO revision_current VALUES('shop',2,1795168801123456);
CREATE TABLE fact (
    cloud   TEXT NOT NULL,
    service TEXT NOT NULL,
    region  TEXT NOT NULL,
    key     TEXT NOT NULL,
    text    TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (cloud, service, region, key)
);
INSERT INTO fact VALUES('here','hosts','r1','h-1',replace('state=RUNNING\n','\n',char(10)),1795168800123456);
CREATE TABLE lease (
    name    TEXT PRIMARY KEY,
    owner   TEXT NOT NULL,
    until   BIGINT NOT NULL,
    fencing BIGINT NOT NULL
);
INSERT INTO lease VALUES('sweep','process-1',1795168860000000,1);
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
INSERT INTO alert_state VALUES('f-1','cpu high',replace('host=a\n','\n',char(10)),'','FIRING',1795168800123456,'FIRING',0,1795168800123456,1795168800123456);
CREATE TABLE watch_beat (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at  BIGINT NOT NULL
);
INSERT INTO watch_beat VALUES(1,1795168800123456);
CREATE TABLE silence (
    id       TEXT PRIMARY KEY,
    matchers TEXT NOT NULL,
    from_at  BIGINT NOT NULL,
    to_at    BIGINT NOT NULL,
    author   TEXT NOT NULL,
    comment  TEXT NOT NULL,
    CHECK (to_at > from_at)
);
INSERT INTO silence VALUES('s-1',replace('host="b"\n','\n',char(10)),1795168800123456,1795172400123456,'ann','a test');
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
INSERT INTO notice_outbox VALUES('n-1','pager','f-1',replace('text=up\n','\n',char(10)),'WAITING',0,1795168800123456,1795168800123456,NULL,'');
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
INSERT INTO spend VALUES('01900000-0000-7000-8000-000000000001',1,'OPEN','host/a','here','r1','ann','shop','web','0.12345678901','USD');
CREATE INDEX intent_unfinished ON intent (lease_until)
    WHERE state IN ('PLANNED', 'SENT', 'ONGOING', 'DOUBTFUL', 'FENCED');
CREATE INDEX intent_resource ON intent (resource, kind);
CREATE INDEX intent_cloud ON intent (cloud, region);
CREATE INDEX intent_result ON intent (result);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_subject ON audit (subject);
CREATE INDEX audit_intent ON audit (intent_id);
CREATE INDEX usage_record_to ON usage_record (to_at);
CREATE UNIQUE INDEX usage_record_open ON usage_record (cloud, resource, kind) WHERE to_at IS NULL;
CREATE INDEX fact_at ON fact (at);
CREATE INDEX alert_state_rule ON alert_state (rule);
CREATE INDEX notice_outbox_waiting ON notice_outbox (target, created, id) WHERE state = 'WAITING';
CREATE INDEX notice_outbox_order ON notice_outbox (target, subject, created, id) WHERE state = 'WAITING';
CREATE INDEX notice_outbox_ended ON notice_outbox (ended) WHERE state <> 'WAITING';
CREATE INDEX spend_due ON spend (intent, epoch) WHERE state <> 'OPEN';
COMMIT;
