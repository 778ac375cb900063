-- From version 2 to version 3: cautions, resynchronisation, notices, drafts, and how staff log in. What is created is word for
-- word what schema.sql creates. Two tables are made anew with their rows; what refers to them does so again at the end.
PRAGMA defer_foreign_keys = ON;

CREATE TEMP TABLE staff_before AS SELECT * FROM staff;
CREATE TEMP TABLE request_before AS SELECT * FROM request;
DROP TABLE request;
DROP TABLE staff;

-- Staff of the bank.
CREATE TABLE staff (
  id              TEXT    PRIMARY KEY,
  name            TEXT    NOT NULL,
  role            TEXT    NOT NULL
                  CHECK (role IN ('teller', 'supervisor', 'support_desk', 'auditor', 'administrator', 'trainer')),
  branch_code     TEXT    NOT NULL,
  branch_name     TEXT    NOT NULL,
  password        TEXT    NOT NULL CHECK (password LIKE '$argon2id$%'),  -- a PHC string
  wrong_passwords INTEGER NOT NULL DEFAULT 0 CHECK (wrong_passwords >= 0),
  locked          INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
  last_login_at   INTEGER,
  wait_until      INTEGER,                                               -- after a wrong password: no try before this
  must_change     INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1)), -- the password was given by an administrator
  account         TEXT    UNIQUE                                         -- the only SSH account they may log in from
) STRICT, WITHOUT ROWID;
INSERT INTO staff (id, name, role, branch_code, branch_name, password, wrong_passwords, locked, last_login_at)
SELECT id, name, role, branch_code, branch_name, password, wrong_passwords, locked, last_login_at FROM staff_before;

-- Who administers remains: the last administrator who is not locked keeps the role.
CREATE TRIGGER staff_administrator_remains BEFORE UPDATE OF role ON staff
WHEN old.role = 'administrator' AND new.role <> 'administrator'
  AND NOT EXISTS (SELECT 1 FROM staff WHERE role = 'administrator' AND locked = 0 AND id <> old.id)
BEGIN SELECT RAISE(ABORT, 'R11.2: an administrator remains'); END;

-- Work that stopped half-way, kept under the name of who does it. One a screen and contract; no secret is in it.
CREATE TABLE draft (
  staff    TEXT    NOT NULL REFERENCES staff (id),
  screen   TEXT    NOT NULL,
  contract TEXT    NOT NULL,                                             -- empty: of no contract
  content  TEXT    NOT NULL CHECK (json_valid(content)),                 -- JSON
  at       INTEGER NOT NULL,
  PRIMARY KEY (staff, screen, contract)
) STRICT, WITHOUT ROWID;

-- Checks end once, and are kept.
CREATE TRIGGER identity_check_begins_so BEFORE INSERT ON identity_check
WHEN new.outcome <> 'open' OR new.used_by IS NOT NULL OR EXISTS (SELECT 1 FROM identity_check WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'R10.1: a check begins open'); END;
CREATE TRIGGER identity_check_ends_once
BEFORE UPDATE OF id, contract, channel, person, drawn, methods, outcome, by, at ON identity_check
WHEN old.outcome <> 'open' OR new.id <> old.id OR new.contract <> old.contract OR new.channel <> old.channel
  OR new.person <> old.person OR new.drawn <> old.drawn OR new.by <> old.by OR new.at <> old.at
BEGIN SELECT RAISE(ABORT, 'R10.1: a check ends once, as it was begun'); END;
CREATE TRIGGER identity_check_stays BEFORE DELETE ON identity_check
BEGIN SELECT RAISE(ABORT, 'R10.5: checks are kept'); END;

-- Cautions (R10.5): contracts that go to a supervisor after too many failed checks of a day. It stands until it is lifted.
CREATE TABLE caution (
  contract  TEXT    NOT NULL REFERENCES contract (number),
  at        INTEGER NOT NULL,
  raised_by TEXT    NOT NULL REFERENCES staff (id),                      -- whose check raised it
  lifted_by TEXT    REFERENCES staff (id),
  lifted_at INTEGER,
  reason    TEXT,
  PRIMARY KEY (contract, at),
  CHECK (lifted_by IS NULL OR lifted_by <> raised_by),
  CHECK ((lifted_by IS NULL) = (lifted_at IS NULL) AND (lifted_by IS NULL) = (reason IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX caution_standing ON caution (contract) WHERE lifted_at IS NULL;
CREATE TRIGGER caution_lifted_by_supervisor BEFORE UPDATE ON caution
WHEN old.lifted_at IS NOT NULL OR new.contract <> old.contract OR new.at <> old.at OR new.raised_by <> old.raised_by
  OR NOT EXISTS (SELECT 1 FROM staff WHERE id = new.lifted_by AND role = 'supervisor' AND locked = 0)
BEGIN SELECT RAISE(ABORT, 'R10.5: a supervisor lifts it, once'); END;
CREATE TRIGGER caution_stays BEFORE DELETE ON caution BEGIN SELECT RAISE(ABORT, 'R10.5: cautions are kept'); END;
CREATE TRIGGER caution_begins_so BEFORE INSERT ON caution
WHEN new.lifted_by IS NOT NULL
  OR EXISTS (SELECT 1 FROM caution WHERE contract = new.contract AND (lifted_at IS NULL OR at >= new.at))
BEGIN SELECT RAISE(ABORT, 'R10.5: a caution begins once'); END;
CREATE TRIGGER caution_stops_checks BEFORE INSERT ON identity_check
WHEN EXISTS (SELECT 1 FROM caution WHERE contract = new.contract AND lifted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM staff WHERE id = new.by AND role = 'supervisor')
BEGIN SELECT RAISE(ABORT, 'R10.5: this contract goes to a supervisor'); END;

CREATE TEMP TABLE proof_before AS SELECT * FROM proof;
DROP TABLE proof;
-- Accepted one-time passwords: the fact, never the code (R12.3).
CREATE TABLE proof (
  id       BLOB    PRIMARY KEY CHECK (length(id) = 16),
  contract TEXT    NOT NULL REFERENCES contract (number),
  token    BLOB    NOT NULL REFERENCES token (id),
  login_id TEXT,                                                         -- for whose registration; NULL: for an identity check
  by       TEXT    NOT NULL REFERENCES staff (id),
  at       INTEGER NOT NULL,
  used     INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1)),
  drift    INTEGER,                                                      -- R6.5: what two codes in a row said; NULL: one code
  CHECK (drift IS NULL OR login_id IS NULL)
) STRICT;
INSERT INTO proof (id, contract, token, login_id, by, at, used)
SELECT id, contract, token, login_id, by, at, used FROM proof_before;
DROP TABLE proof_before;

-- Requests (R11): a stored command, what was shown, and who decided.
CREATE TABLE request (
  id         BLOB    PRIMARY KEY CHECK (length(id) = 16),
  contract   TEXT    NOT NULL REFERENCES contract (number),
  action     TEXT    NOT NULL CHECK (action IN ('unlock', 'revoke', 'register', 'resync')),
  command    TEXT    NOT NULL,                                           -- JSON
  shown      TEXT    NOT NULL,                                           -- JSON: before -> after as it was shown
  digest     BLOB    NOT NULL CHECK (length(digest) = 32),               -- of what was shown (R11.3)
  made_by    TEXT    NOT NULL REFERENCES staff (id),
  made_as    TEXT    NOT NULL,
  made_at    INTEGER NOT NULL,
  status     TEXT    NOT NULL CHECK (status IN ('waiting', 'returned', 'withdrawn', 'to_look_over', 'done')),
  decided_by TEXT    REFERENCES staff (id),
  decided_at INTEGER,
  reason     TEXT,
  receipt    TEXT    UNIQUE,
  check_id   BLOB    NOT NULL UNIQUE REFERENCES identity_check (id),     -- R10.1: no request without its check
  CHECK (decided_by IS NULL OR decided_by <> made_by),                   -- R11.2: nobody approves their own
  CHECK (status <> 'to_look_over' OR action = 'revoke'),                 -- R11.1: only what lowers risk goes at once
  CHECK (status NOT IN ('to_look_over', 'done') OR receipt IS NOT NULL),
  CHECK (status <> 'done' OR decided_by IS NOT NULL)
) STRICT;
INSERT INTO request (id, contract, action, command, shown, digest, made_by, made_as, made_at, status, decided_by, decided_at, reason, receipt,
  check_id)
SELECT id, contract, action, command, shown, digest, made_by, made_as, made_at, status, decided_by, decided_at, reason, receipt,
  check_id FROM request_before;
CREATE INDEX request_open ON request (status, made_at) WHERE status IN ('waiting', 'to_look_over');
CREATE INDEX request_by_contract ON request (contract, made_at);
CREATE TRIGGER request_decided_once BEFORE UPDATE ON request
WHEN old.status IN ('returned', 'withdrawn', 'done')
BEGIN SELECT RAISE(ABORT, 'R11.2: decided already'); END;
CREATE TRIGGER request_stays BEFORE DELETE ON request BEGIN SELECT RAISE(ABORT, 'requests are kept'); END;
CREATE TRIGGER request_is_as_made
BEFORE UPDATE OF id, contract, action, command, shown, digest, made_by, made_as, made_at, check_id ON request
BEGIN SELECT RAISE(ABORT, 'R11.3: a request stays as it was made'); END;

-- R10.1, R11.1: nothing is asked for without a confirmed and unused check of that contract by the one who asks, in their
-- present role; and nothing begins decided.
CREATE TRIGGER request_begins_so BEFORE INSERT ON request
WHEN new.status NOT IN ('waiting', 'to_look_over') OR new.decided_by IS NOT NULL
  OR EXISTS (SELECT 1 FROM request WHERE id = new.id OR check_id = new.check_id OR receipt = new.receipt)
  OR NOT EXISTS (SELECT 1 FROM identity_check WHERE id = new.check_id AND contract = new.contract AND by = new.made_by
                 AND outcome = 'confirmed' AND used_by IS NULL AND at <= new.made_at)
  OR NOT EXISTS (SELECT 1 FROM staff WHERE id = new.made_by AND role = new.made_as AND locked = 0
                 AND role IN ('teller', 'supervisor', 'support_desk', 'trainer'))
BEGIN SELECT RAISE(ABORT, 'R10.1: a request rests on a check by the one who makes it'); END;
CREATE TRIGGER caution_stops_requests BEFORE INSERT ON request
WHEN EXISTS (SELECT 1 FROM caution WHERE contract = new.contract AND lifted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM staff WHERE id = new.made_by AND role = 'supervisor')
BEGIN SELECT RAISE(ABORT, 'R10.5: this contract goes to a supervisor'); END;

-- R11.2: only a supervisor, as of now, approves, sends back or looks over; and what is approved is asked for by one who
-- still has the role that they asked in.
CREATE TRIGGER request_decided_by_supervisor BEFORE UPDATE OF status, decided_by ON request
WHEN (new.decided_by IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM staff WHERE id = new.decided_by AND role = 'supervisor' AND locked = 0))
  OR (old.status = 'waiting' AND new.status NOT IN ('returned', 'withdrawn', 'done'))
  OR (old.status = 'to_look_over' AND new.status <> 'done')
  OR (old.status = 'waiting' AND new.status = 'done'
      AND NOT EXISTS (SELECT 1 FROM staff WHERE id = old.made_by AND role = old.made_as))
BEGIN SELECT RAISE(ABORT, 'R11.2: a supervisor decides'); END;

-- R6.2, R6.5: a code moves the drift by one step; further only an approved request does, to what its two codes said.
CREATE TRIGGER token_drift_is_found BEFORE UPDATE OF drift ON token
WHEN abs(new.drift - old.drift) > 1
  AND NOT EXISTS (SELECT 1 FROM proof JOIN request ON json_extract(command, '$.resync.proof') = lower(hex(proof.id))
                  WHERE proof.token = old.id AND proof.drift = new.drift AND action = 'resync' AND status = 'done'
                    AND request.contract = proof.contract)
BEGIN SELECT RAISE(ABORT, 'R6.5: two codes and a supervisor set the drift'); END;

-- Notices (R14): what the master and admin users of a contract are told. They wait here until exported or sent.
CREATE TABLE notice (
  id       INTEGER PRIMARY KEY,
  contract TEXT    NOT NULL REFERENCES contract (number),
  login_id TEXT    NOT NULL,                                             -- to whom; kept when the user goes
  kind     TEXT    NOT NULL CHECK (kind IN ('unlock', 'revoke', 'register', 'resync', 'failed_check', 'refused')),
  content  TEXT    NOT NULL CHECK (json_valid(content)),                 -- JSON: what the words are made of
  at       INTEGER NOT NULL,
  request  BLOB    REFERENCES request (id),
  sent_at  INTEGER,
  sent_by  TEXT    REFERENCES staff (id),
  way      TEXT    CHECK (way IN ('letter', 'mail')),
  failed   TEXT,                                                         -- why the last try to send it failed
  CHECK ((sent_at IS NULL) = (way IS NULL) AND (sent_at IS NULL) = (sent_by IS NULL))
) STRICT;
CREATE INDEX notice_waiting ON notice (id) WHERE sent_at IS NULL;
CREATE INDEX notice_by_contract ON notice (contract, at);
CREATE TRIGGER notice_stays BEFORE DELETE ON notice BEGIN SELECT RAISE(ABORT, 'R14.1: notices are kept'); END;
CREATE TRIGGER notice_sent_once BEFORE UPDATE ON notice
WHEN old.sent_at IS NOT NULL OR new.contract <> old.contract OR new.login_id <> old.login_id OR new.kind <> old.kind
  OR new.content <> old.content OR new.at <> old.at
BEGIN SELECT RAISE(ABORT, 'R14.1: a notice is sent once, as it was written'); END;

-- Mail addresses of users, where the bank has one. Without, a notice goes as a letter.
CREATE TABLE address (
  login_id TEXT PRIMARY KEY REFERENCES user (login_id) ON DELETE CASCADE,
  mail     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is looked for (TKNS001): by who did it, by what was done, by how it ended, by Japan's day.
CREATE INDEX trail_by_actor ON trail (actor, seq);
CREATE INDEX trail_by_action ON trail (action, seq);
CREATE INDEX trail_by_result ON trail (result, seq) WHERE result <> 'done';
CREATE INDEX trail_by_day ON trail ((at + 32400000) / 86400000, seq);

-- The words of an entry's subject, and the login ID of a customer who did it: an index that no SQL index could be.
CREATE TABLE trail_word (
  word TEXT    NOT NULL,
  seq  INTEGER NOT NULL,
  PRIMARY KEY (word, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER trail_word_no_update BEFORE UPDATE ON trail_word BEGIN SELECT RAISE(ABORT, 'R12.2: the trail is never changed'); END;
CREATE TRIGGER trail_word_no_delete BEFORE DELETE ON trail_word BEGIN SELECT RAISE(ABORT, 'R12.2: the trail is never cut'); END;
WITH RECURSIVE part (seq, word, rest) AS (
  SELECT seq, '', subject || ' ' || CASE WHEN instr(actor, '/') > 0 THEN substr(actor, instr(actor, '/') + 1) || ' ' ELSE '' END FROM trail
  UNION ALL
  SELECT seq, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM part WHERE rest <> ''
)
INSERT OR IGNORE INTO trail_word (word, seq) SELECT word, seq FROM part WHERE word <> '';
-- Where notices are sent, as in the built-in policy (R14.1).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[notices]
server = "none"
sender = "none"
tls = "starttls"
';

DROP TABLE staff_before;
DROP TABLE request_before;

-- The figures of R10.3 and R10.5, as in the built-in policy (R1.1).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[strength]
telephone_more = "0 methods"
visit_more = "0 methods"
call_back_from = "2 methods"

[caution]
unfinished_per_day = "5 times"
';

-- The figures of the console, as in the built-in policy (R1.1).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[console]
idle_lock = "5 min"
era = "seireki"
';
