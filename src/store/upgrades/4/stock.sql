-- From version 3 to version 4: the way of a fob (R15). What is created is word for word what schema.sql creates.

-- The figures of issuing, as in the built-in policy (R1.1).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '
[issue]
methods = "2 methods"
inspection = "at_issue"
centre = "none"
fee_loss = "1100 yen"
fee_another = "1100 yen"
fee_other = "0 yen"
address_settles = "7 days"
reorder_level = "5 fobs"
finds_per_hour = "20 times"
';

-- Batches of fobs as they came (納品, R15.3). What came in a batch works for nobody until the batch is released against the
-- delivery note. The first one holds what came in before there were batches, and needed no release.
CREATE TABLE batch (
  number      INTEGER PRIMARY KEY CHECK (number > 0),
  digest      BLOB    CHECK (length(digest) = 32),                       -- SHA-256 of the file; NULL: from no file
  maker       TEXT    NOT NULL,
  count       INTEGER NOT NULL CHECK (count >= 0),
  branch      TEXT    NOT NULL,                                          -- that receives it
  taken_by    TEXT    REFERENCES staff (id),
  taken_at    INTEGER NOT NULL,
  released_by TEXT    REFERENCES staff (id),
  released_at INTEGER,
  load        INTEGER NOT NULL DEFAULT 0,                                -- that brings it in: until it is shown nobody sees it
  CHECK (released_by <> taken_by)
) STRICT;
CREATE UNIQUE INDEX batch_by_digest ON batch (digest) WHERE digest IS NOT NULL;
CREATE TRIGGER batch_stays BEFORE DELETE ON batch WHEN NOT EXISTS (SELECT 1 FROM load WHERE id = old.load AND state = 'dropped')
BEGIN SELECT RAISE(ABORT, 'R15.3: batches are kept'); END;
CREATE TRIGGER batch_released_once BEFORE UPDATE ON batch
WHEN old.released_at IS NOT NULL OR new.number <> old.number OR new.branch <> old.branch OR new.taken_by IS NOT old.taken_by
  OR new.taken_at <> old.taken_at OR new.load <> old.load
  OR ((new.digest IS NOT old.digest OR new.maker <> old.maker OR new.count <> old.count)
      AND NOT EXISTS (SELECT 1 FROM load WHERE id = old.load AND state = 'open'))
BEGIN SELECT RAISE(ABORT, 'R15.3: a batch is released once, as it came'); END;

-- R15.3, R11.4: a supervisor releases it, who is another person than who took it in.
CREATE TRIGGER batch_released_by_another BEFORE UPDATE OF released_by, released_at ON batch
WHEN new.released_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM staff AS releaser JOIN staff AS taker ON taker.id = old.taken_by
                  WHERE releaser.id = new.released_by AND releaser.role = 'supervisor' AND releaser.locked = 0
                    AND coalesce(releaser.person, releaser.id) <> coalesce(taker.person, taker.id))
BEGIN SELECT RAISE(ABORT, 'R15.3: another person releases a batch'); END;

-- What came in before there were batches needed no release, and lies until it is moved where somebody can issue and move it: where the
-- store is administered, or else where most of those are who may; without any, where anybody works, or where most contracts are.
INSERT INTO batch (number, maker, count, branch, taken_at, released_at)
SELECT 1, min(maker), count(*), coalesce(
    (SELECT min(a.branch_code) FROM staff AS a WHERE a.role = 'administrator' AND EXISTS (
       SELECT 1 FROM staff AS s WHERE s.branch_code = a.branch_code AND s.role IN ('teller', 'supervisor', 'trainer') AND s.locked = 0)),
    (SELECT branch_code FROM staff WHERE role IN ('teller', 'supervisor', 'trainer') AND locked = 0
     GROUP BY branch_code ORDER BY count(*) DESC, branch_code LIMIT 1),
    (SELECT min(branch_code) FROM staff),
    (SELECT branch_code FROM contract GROUP BY branch_code ORDER BY count(*) DESC, branch_code LIMIT 1),
    '000'), 0, 0
FROM token HAVING count(*) > 0;

-- The table of tokens is made anew; those that refer to it find it again under its name.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE token_before AS SELECT * FROM token;
DROP TRIGGER user_token_is_their_own;
DROP TABLE token;
-- Hard tokens (R15). Seeds are not here. `starts`: no code is taken before (R3.2). `fingerprint`: a keyed hash by which a seed is
-- known again (R15.2); NULL for tokens from before version 4, whose seeds are not. `suspended_for`: why a suspended one is
-- lifted by the bank alone (R9.6, R7.7); NULL: wrong codes.
CREATE TABLE token (
  id           BLOB    PRIMARY KEY CHECK (length(id) = 16),
  maker        TEXT    NOT NULL,
  serial       TEXT    NOT NULL,                                         -- text: leading zeros count (R3.2)
  algorithm    TEXT    NOT NULL CHECK (algorithm IN ('sha1', 'sha256', 'sha512')),
  digits       INTEGER NOT NULL CHECK (digits BETWEEN 6 AND 8),
  period       INTEGER NOT NULL CHECK (period > 0),                      -- seconds (R6.1)
  start        INTEGER NOT NULL CHECK (start >= 0),                      -- T0, seconds since 1970
  expires      INTEGER,
  stock        TEXT    NOT NULL                                          -- R15.1
               CHECK (stock IN ('arrived', 'in_stock', 'moving', 'issued', 'returned', 'lost', 'scrapped')),
  contract     TEXT    REFERENCES contract (number),
  wrong_codes  INTEGER NOT NULL DEFAULT 0 CHECK (wrong_codes >= 0),      -- R9.1
  suspended_at INTEGER,
  last_step    INTEGER,                                                  -- R6.3
  drift        INTEGER NOT NULL DEFAULT 0,                               -- R6.2
  starts       INTEGER,
  fingerprint  BLOB    CHECK (length(fingerprint) = 16),
  suspended_for TEXT   CHECK (suspended_for IN ('caller', 'returned', 'codes')),
  load         INTEGER NOT NULL DEFAULT 0,
  branch       TEXT,                                                     -- where it lies, or lay before it was issued, or is on its way to
  batch        INTEGER REFERENCES batch (number),
  came_back    TEXT,                                                     -- why: by that it is issued again or not
  handed_in    INTEGER,
  wrong_since  INTEGER NOT NULL DEFAULT 0 CHECK (wrong_since >= 0),      -- wrong codes since the last right one, whatever was unlocked (R9.5)
  UNIQUE (serial, maker),                                                -- R15.2; a serial alone is looked for in it too
  CHECK ((stock = 'issued') = (contract IS NOT NULL) OR stock IN ('lost', 'scrapped')),
  CHECK (branch IS NOT NULL OR stock IN ('issued', 'lost', 'scrapped'))
) STRICT;
CREATE INDEX token_by_contract ON token (contract) WHERE contract IS NOT NULL;
CREATE INDEX token_suspended ON token (suspended_at) WHERE suspended_at IS NOT NULL;
CREATE UNIQUE INDEX token_by_fingerprint ON token (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX token_expiring ON token (expires) WHERE expires IS NOT NULL AND stock = 'issued';
CREATE INDEX token_in_stock ON token (stock, branch, expires, serial, load);
CREATE INDEX token_by_batch ON token (batch, expires, serial);

-- R7.4, R15.1: lost and scrapped are for ever; R7.7: but for a revocation by mistake that was sent back, and then the fob is
-- suspended. R6.3: an accepted step is never taken back.
CREATE TRIGGER token_dead_stays_dead BEFORE UPDATE OF stock ON token
WHEN (old.stock = 'scrapped' AND new.stock <> 'scrapped')
  OR (old.stock = 'lost' AND new.stock NOT IN ('lost', 'scrapped')
      AND NOT (new.stock = 'issued' AND new.suspended_at IS NOT NULL AND new.contract = old.contract
               AND EXISTS (SELECT 1 FROM request WHERE contract = old.contract AND action = 'revoke' AND status = 'returned'
                           AND receipt IS NOT NULL)))
BEGIN SELECT RAISE(ABORT, 'R15.1: lost and scrapped are for ever'); END;
CREATE TRIGGER token_step_only_grows BEFORE UPDATE OF last_step ON token
WHEN old.last_step IS NOT NULL AND (new.last_step IS NULL OR new.last_step < old.last_step)
BEGIN SELECT RAISE(ABORT, 'R6.3: an accepted step is never taken back'); END;

-- R15.1: a fob is issued out of stock, and nobody is registered with one that comes back.
CREATE TRIGGER token_is_issued_from_stock BEFORE UPDATE OF stock ON token
WHEN new.stock = 'issued' AND old.stock NOT IN ('in_stock', 'issued', 'lost')
BEGIN SELECT RAISE(ABORT, 'R15.1: issued out of stock'); END;
CREATE TRIGGER token_is_released BEFORE UPDATE OF stock ON token
WHEN old.stock = 'arrived' AND new.stock NOT IN ('arrived', 'lost')
  AND NOT EXISTS (SELECT 1 FROM batch WHERE number = old.batch AND released_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'R15.3: its batch is not released'); END;
CREATE TRIGGER token_comes_back_free BEFORE UPDATE OF stock ON token
WHEN old.stock = 'issued' AND new.stock IN ('returned', 'in_stock') AND EXISTS (SELECT 1 FROM user WHERE token = old.id)
BEGIN SELECT RAISE(ABORT, 'R15.6: somebody is registered with it'); END;

INSERT INTO token (id, maker, serial, algorithm, digits, period, start, expires, stock, contract, wrong_codes, suspended_at, last_step, drift, starts, fingerprint, suspended_for, load, branch, batch)
SELECT id, maker, serial, algorithm, digits, period, start, expires, stock, contract, wrong_codes, suspended_at, last_step, drift, starts, fingerprint, suspended_for, load, CASE stock WHEN 'in_stock' THEN (SELECT branch FROM batch WHERE number = 1) END, 1
FROM token_before;
DROP TABLE token_before;

-- R3.2, R3.3: who is registered, is so with a token that was issued to the same contract and is not dead.
CREATE TRIGGER user_token_is_their_own BEFORE UPDATE OF token ON user WHEN new.token IS NOT NULL AND new.token IS NOT old.token
  AND NOT EXISTS (SELECT 1 FROM token WHERE id = new.token AND contract = new.contract AND stock = 'issued')
BEGIN SELECT RAISE(ABORT, 'R3.3: a token of the same contract'); END;

-- R6.2, R6.5, R15.4: a code moves the drift by one step; further only an approved request does, or the inspection of a fob in
-- stock, and each to what its two codes said.
CREATE TRIGGER token_drift_is_found BEFORE UPDATE OF drift ON token
WHEN abs(new.drift - old.drift) > 1
  AND NOT EXISTS (SELECT 1 FROM proof JOIN request ON json_extract(command, '$.resync.proof') = lower(hex(proof.id))
                  WHERE proof.token = old.id AND proof.drift = new.drift AND action = 'resync' AND status = 'done'
                    AND request.contract = proof.contract)
  AND NOT (old.stock = 'in_stock' AND EXISTS (SELECT 1 FROM proof WHERE proof.token = old.id AND proof.drift = new.drift))
BEGIN SELECT RAISE(ABORT, 'R6.5: two codes and a supervisor set the drift'); END;

-- What was issued to whom, on what terms, and how far it is on its way (R15.4, R15.5).
CREATE TABLE issue (
  token      BLOB    NOT NULL REFERENCES token (id),
  at         INTEGER NOT NULL,
  contract   TEXT    NOT NULL REFERENCES contract (number),
  cause      TEXT    NOT NULL,
  old        BLOB    REFERENCES token (id),                              -- in whose place it comes
  owed       INTEGER NOT NULL CHECK (owed IN (0, 1)),                    -- that one is still to be handed in
  way        TEXT    NOT NULL CHECK (way IN ('counter', 'mail')),
  from_stock TEXT    NOT NULL,                                           -- the branch
  delivery   TEXT    NOT NULL CHECK (delivery IN ('application', 'to_hand', 'to_send', 'handed', 'sent', 'arrived', 'over')),
  applied    TEXT    CHECK (applied GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  fee        INTEGER NOT NULL CHECK (fee >= 0),                          -- yen
  waived     TEXT,                                                       -- why
  item       TEXT,                                                       -- number of the registered mail
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (token, at),
  CHECK (old IS NOT NULL OR owed = 0),
  CHECK (applied IS NOT NULL OR delivery IN ('application', 'over')),     -- nothing leaves before the application is noted
  CHECK ((delivery IN ('sent', 'arrived')) <= (item IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX issue_by_contract ON issue (contract);
CREATE UNIQUE INDEX issue_under_way ON issue (token) WHERE delivery <> 'over';
CREATE UNIQUE INDEX issue_replaces_once ON issue (old) WHERE delivery <> 'over';
CREATE INDEX issue_by_old ON issue (old) WHERE old IS NOT NULL;
CREATE INDEX issue_here ON issue (from_stock, at) WHERE delivery IN ('application', 'to_hand', 'to_send', 'sent');
CREATE INDEX issue_owed ON issue (from_stock) WHERE owed = 1;
CREATE TRIGGER issue_stays BEFORE DELETE ON issue BEGIN SELECT RAISE(ABORT, 'R15.5: what was issued is kept'); END;

-- What fobs cost (R15.5): a line each for the bank's own system, exported once.
CREATE TABLE charge (
  token       BLOB    NOT NULL,
  at          INTEGER NOT NULL,                                          -- of the issue
  contract    TEXT    NOT NULL REFERENCES contract (number),
  account     TEXT    NOT NULL,
  yen         INTEGER NOT NULL CHECK (yen > 0),
  cause       TEXT    NOT NULL,
  due_at      INTEGER NOT NULL,
  exported_at INTEGER,
  exported_by TEXT    REFERENCES staff (id),
  export      INTEGER,                                                   -- number of the export, by which it is repeated
  waived      TEXT,                                                      -- why it is not to be paid after all
  PRIMARY KEY (token, at),
  FOREIGN KEY (token, at) REFERENCES issue (token, at),
  CHECK ((exported_at IS NULL) = (exported_by IS NULL) AND (exported_at IS NULL) = (export IS NULL)),
  CHECK (waived IS NULL OR exported_at IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX charge_due ON charge (due_at) WHERE exported_at IS NULL AND waived IS NULL;
CREATE INDEX charge_by_contract ON charge (contract);
CREATE INDEX charge_by_export ON charge (export) WHERE export IS NOT NULL;
CREATE TRIGGER charge_stays BEFORE DELETE ON charge BEGIN SELECT RAISE(ABORT, 'R15.5: charges are kept'); END;
CREATE TRIGGER charge_exported_once BEFORE UPDATE ON charge
WHEN old.exported_at IS NOT NULL OR old.waived IS NOT NULL OR new.token <> old.token OR new.at <> old.at OR new.contract <> old.contract
  OR new.account <> old.account OR new.yen <> old.yen
BEGIN SELECT RAISE(ABORT, 'R15.5: a charge is exported once, as it was made'); END;
