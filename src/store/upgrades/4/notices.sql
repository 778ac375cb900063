-- To version 4: more is told of (R14.1, R14.3), and a send claims what it sends (R14.2). What is created is word for word what
-- schema.sql creates.
CREATE TEMP TABLE notice_before AS SELECT * FROM notice;
DROP TABLE notice;

-- Notices (R14): what the master and admin users of a contract are told. They wait here until exported or sent. Before a
-- send says anything to the mail server it claims what it sends; what it left half-way a person decides (R14.2).
CREATE TABLE notice (
  id       INTEGER PRIMARY KEY,
  contract TEXT    NOT NULL REFERENCES contract (number),
  login_id TEXT    NOT NULL,                                             -- to whom; kept when the user goes
  kind     TEXT    NOT NULL CHECK (kind IN ('unlock', 'revoke', 'register', 'resync', 'stop', 'lift', 'issue', 'replace', 'amend',
                                            'lift_passwords', 'failed_check', 'refused', 'expiring', 'changed', 'closed')),
  content  TEXT    NOT NULL CHECK (json_valid(content)),                 -- JSON: what the words are made of
  at       INTEGER NOT NULL,
  request  BLOB    REFERENCES request (id),
  sent_at  INTEGER,
  sent_by  TEXT    REFERENCES staff (id),
  way      TEXT    CHECK (way IN ('letter', 'mail')),
  failed   TEXT,                                                         -- why the last try to send it failed
  hold     TEXT    CHECK (hold IN ('sending', 'unsure', 'letter')),      -- claimed; broken off after its data; to go as a letter
  hold_at  INTEGER,
  export   INTEGER,                                                      -- the number of the export that it left with
  CHECK ((sent_at IS NULL) = (way IS NULL) AND (sent_at IS NULL) = (sent_by IS NULL)),
  CHECK ((hold IS NULL) = (hold_at IS NULL) AND (hold IS NULL OR sent_at IS NULL)),
  CHECK (export IS NULL OR (way IS NOT NULL AND way = 'letter'))
) STRICT;
CREATE INDEX notice_waiting ON notice (id) WHERE sent_at IS NULL;
CREATE INDEX notice_left ON notice (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX notice_by_export ON notice (export) WHERE export IS NOT NULL;
CREATE INDEX notice_by_contract ON notice (contract, at);
CREATE TRIGGER notice_stays BEFORE DELETE ON notice BEGIN SELECT RAISE(ABORT, 'R14.1: notices are kept'); END;
CREATE TRIGGER notice_sent_once BEFORE UPDATE ON notice
WHEN old.sent_at IS NOT NULL OR new.contract <> old.contract OR new.login_id <> old.login_id OR new.kind <> old.kind
  OR new.content <> old.content OR new.at <> old.at
BEGIN SELECT RAISE(ABORT, 'R14.1: a notice is sent once, as it was written'); END;
CREATE TRIGGER notice_claimed_once BEFORE UPDATE OF hold ON notice WHEN new.hold = 'sending' AND old.hold IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'R14.2: one send claims a notice'); END;

INSERT INTO notice (id, contract, login_id, kind, content, at, request, sent_at, sent_by, way, failed)
SELECT id, contract, login_id, kind, content, at, request, sent_at, sent_by, way, failed FROM notice_before;
DROP TABLE notice_before;

-- Of the expiry of which tokens the customers were told (R14.3): once each.
CREATE TABLE expiry_told (
  token BLOB    PRIMARY KEY REFERENCES token (id),
  at    INTEGER NOT NULL
) STRICT;
