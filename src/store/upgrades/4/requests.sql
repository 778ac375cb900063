-- From version 3 to version 4: what requests ask for, on whose days they wait, and what is kept of a check. What is created is
-- word for word what schema.sql creates. Two tables are made anew with their rows; what refers to them does so again at the end.
PRAGMA defer_foreign_keys = ON;

-- Why a suspended token is lifted by the bank alone (R9.6, R7.7). Of wrong codes there is none.
ALTER TABLE token ADD COLUMN suspended_for TEXT CHECK (suspended_for IN ('caller', 'returned'));

CREATE TEMP TABLE request_before AS SELECT * FROM request;
CREATE TEMP TABLE identity_check_before AS SELECT * FROM identity_check;
DROP TABLE request;
DROP TABLE identity_check;

-- Identity checks (R10). One serves one request, and the one that may follow it.
CREATE TABLE identity_check (
  id       BLOB    PRIMARY KEY CHECK (length(id) = 16),
  contract TEXT    NOT NULL REFERENCES contract (number),
  channel  TEXT    NOT NULL CHECK (channel IN ('counter', 'telephone', 'visit')),
  person   TEXT    NOT NULL,                                             -- JSON
  drawn    TEXT    NOT NULL,                                             -- JSON: facts drawn at random (R10.2)
  methods  TEXT    NOT NULL,                                             -- JSON
  outcome  TEXT    NOT NULL CHECK (outcome IN ('open', 'confirmed', 'failed')),
  by       TEXT    NOT NULL REFERENCES staff (id),
  at       INTEGER NOT NULL,
  used_by  BLOB    UNIQUE,                                               -- the request it served
  then_by  BLOB    UNIQUE CHECK (then_by IS NULL OR (used_by IS NOT NULL AND then_by <> used_by)), -- the one after it
  session  BLOB    CHECK (length(session) = 16),                         -- whose it is (R10.1); NULL: the command line
  tries    TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(tries)),      -- JSON: how each answer was judged (R10.6)
  called   TEXT    CHECK (json_valid(called)),                           -- JSON: when was called back, who answered (R10.7)
  why      TEXT    CHECK (json_valid(why))                               -- JSON: why it failed (R10.5)
) STRICT;
INSERT INTO identity_check (id, contract, channel, person, drawn, methods, outcome, by, at, used_by)
SELECT id, contract, channel, person, drawn, methods, outcome, by, at, used_by FROM identity_check_before;
CREATE INDEX identity_check_by_contract ON identity_check (contract, at);
CREATE INDEX identity_check_open ON identity_check (by, at) WHERE outcome = 'open';
CREATE TRIGGER identity_check_serves_once BEFORE UPDATE OF used_by, then_by ON identity_check
WHEN (old.used_by IS NOT NULL AND new.used_by IS NOT old.used_by) OR old.then_by IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'R10.1: a check serves one request'); END;
CREATE TRIGGER identity_check_begins_so BEFORE INSERT ON identity_check
WHEN new.outcome <> 'open' OR new.used_by IS NOT NULL OR EXISTS (SELECT 1 FROM identity_check WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'R10.1: a check begins open'); END;
-- A confirmed one may be added to while it lasts (R10.1); nothing of it is taken back.
CREATE TRIGGER identity_check_ends_once
BEFORE UPDATE OF id, contract, channel, person, drawn, methods, outcome, by, at, session, tries, called, why ON identity_check
WHEN old.outcome = 'failed' OR (old.outcome = 'confirmed' AND (new.outcome <> 'confirmed'
      OR substr(new.methods, 1, length(old.methods) - 1) <> substr(old.methods, 1, length(old.methods) - 1)))
  OR new.id <> old.id OR new.contract <> old.contract OR new.channel <> old.channel
  OR new.person <> old.person OR new.drawn <> old.drawn OR new.by <> old.by OR new.at <> old.at
  OR new.session IS NOT old.session OR (old.called IS NOT NULL AND new.called IS NOT old.called)
BEGIN SELECT RAISE(ABORT, 'R10.1: a check ends once, as it was begun'); END;
CREATE TRIGGER identity_check_stays BEFORE DELETE ON identity_check
BEGIN SELECT RAISE(ABORT, 'R10.5: checks are kept'); END;


-- Requests (R11): a stored command, what was shown, and who decided.
CREATE TABLE request (
  id         BLOB    PRIMARY KEY CHECK (length(id) = 16),
  contract   TEXT    NOT NULL REFERENCES contract (number),
  action     TEXT    NOT NULL
             CHECK (action IN ('unlock', 'revoke', 'register', 'resync', 'stop', 'lift', 'issue', 'replace', 'amend', 'close',
                               'lift_passwords')),
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
  check_id   BLOB    NOT NULL REFERENCES identity_check (id),            -- R10.1: no request without its check
  branch     TEXT    NOT NULL,                                           -- R11.3: the branch on whose days it waits
  cautioned  INTEGER NOT NULL DEFAULT 0 CHECK (cautioned IN (0, 1)),     -- R10.5: made while a caution stood
  UNIQUE (check_id, action),
  CHECK (decided_by IS NULL OR decided_by <> made_by),                   -- R11.2: nobody approves their own
  CHECK (status <> 'to_look_over' OR action IN ('revoke', 'stop')),      -- R11.1: only what lowers risk goes at once
  CHECK (status NOT IN ('to_look_over', 'done') OR receipt IS NOT NULL),
  CHECK (status <> 'done' OR decided_by IS NOT NULL)
) STRICT;
INSERT INTO request (id, contract, action, command, shown, digest, made_by, made_as, made_at, status, decided_by, decided_at, reason,
                     receipt, check_id, branch)
SELECT before.id, before.contract, action, command, shown, digest, made_by, made_as, made_at, status, decided_by, decided_at, reason,
       receipt, check_id, CASE made_as WHEN 'support_desk' THEN contract.branch_code ELSE staff.branch_code END
FROM request_before AS before JOIN staff ON staff.id = made_by JOIN contract ON contract.number = before.contract;
CREATE INDEX request_open ON request (status, made_at) WHERE status IN ('waiting', 'to_look_over');
CREATE INDEX request_by_contract ON request (contract, made_at);
CREATE INDEX request_by_maker ON request (made_by, made_at);
CREATE TRIGGER request_decided_once BEFORE UPDATE ON request
WHEN old.status IN ('returned', 'withdrawn', 'done')
BEGIN SELECT RAISE(ABORT, 'R11.2: decided already'); END;
CREATE TRIGGER request_stays BEFORE DELETE ON request BEGIN SELECT RAISE(ABORT, 'requests are kept'); END;
CREATE TRIGGER request_is_as_made
BEFORE UPDATE OF id, contract, action, command, shown, digest, made_by, made_as, made_at, check_id, branch, cautioned ON request
BEGIN SELECT RAISE(ABORT, 'R11.3: a request stays as it was made'); END;


-- R10.1, R11.1: nothing is asked for without a confirmed and unused check of that contract by the one who asks, in their
-- present role; and nothing begins decided. A check serves again for what follows: a replacement the revocation (R15.5), a
-- revocation the stop (R7.6).
CREATE TRIGGER request_begins_so BEFORE INSERT ON request
WHEN new.status NOT IN ('waiting', 'to_look_over') OR new.decided_by IS NOT NULL
  OR EXISTS (SELECT 1 FROM request WHERE id = new.id OR (check_id = new.check_id AND action = new.action) OR receipt = new.receipt)
  OR NOT EXISTS (SELECT 1 FROM identity_check WHERE id = new.check_id AND contract = new.contract AND by = new.made_by
                 AND outcome = 'confirmed' AND at <= new.made_at
                 AND (used_by IS NULL OR (then_by IS NULL AND EXISTS (
                      SELECT 1 FROM request AS before WHERE before.id = used_by AND before.contract = new.contract
                      AND ((before.action = 'revoke' AND new.action = 'replace') OR (before.action = 'stop' AND new.action = 'revoke'))))))
  OR NOT EXISTS (SELECT 1 FROM staff WHERE id = new.made_by AND role = new.made_as AND locked = 0
                 AND role IN ('teller', 'supervisor', 'support_desk', 'trainer'))
BEGIN SELECT RAISE(ABORT, 'R10.1: a request rests on a check by the one who makes it'); END;
CREATE TRIGGER caution_stops_requests BEFORE INSERT ON request
WHEN EXISTS (SELECT 1 FROM caution WHERE contract = new.contract AND lifted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM staff WHERE id = new.made_by AND role = 'supervisor')
  AND NOT (new.cautioned = 1 AND (new.action = 'stop'
           OR (new.action = 'revoke' AND json_extract(new.command, '$.revoke.reason') IN ('loss', 'theft'))))
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


-- The days, counted from 1970 in Japan, on which a branch acted: a request waits to the end of the next one (R11.3).
CREATE TABLE branch_day (
  branch TEXT    NOT NULL,
  day    INTEGER NOT NULL,
  PRIMARY KEY (branch, day)
) STRICT, WITHOUT ROWID;

-- Of the last days only, so far back as a request can wait.
INSERT INTO branch_day SELECT DISTINCT branch_code, (at + 32400000) / 86400000
FROM trail JOIN staff ON staff.id = trail.actor WHERE at > (SELECT max(at) FROM trail) - 432000000;

DROP TABLE request_before;
DROP TABLE identity_check_before;

-- The figures of R10.5, R10.7 and R11.3, as in the built-in policy (R1.1).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[checks]
failed_within = "5 times"
failed_over = "7 days"
phone_settles = "7 days"
facts = "typed"
fact_tries = "2 times"

[documents]
driving_licence = "運転免許証 | Driving licence | number"
passport = "旅券 | Passport | number"
residence_card = "在留カード | Residence card | number"
company_card = "社員証 | Company card | number"
my_number_card = "マイナンバーカード | My Number card | no number"
health_insurance = "健康保険証・資格確認書 | Health insurance card | no number"
pension_book = "年金手帳 | Pension book | no number"

[requests]
wait = "4 days"
';
