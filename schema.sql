-- The store of madoguchi, version 4. Tables are STRICT; instants are milliseconds since 1970 in UTC (R2.1);
-- identifiers of 16 random bytes are ours. What is JSON is only ever read whole.
-- Rules are cited by number; the checks here hold even against a program that forgets them.

-- What this store is. One row.
CREATE TABLE meta (
  one            INTEGER PRIMARY KEY CHECK (one = 1),
  store_id       BLOB    NOT NULL CHECK (length(store_id) = 16),
  kind           TEXT    NOT NULL CHECK (kind IN ('live', 'training')),  -- R2.4: never changes
  key_check      BLOB    NOT NULL CHECK (length(key_check) = 32),        -- a wrong key file is found at once
  policy         TEXT    NOT NULL,                                       -- R1.2: the figures it runs under
  policy_version INTEGER NOT NULL CHECK (policy_version > 0)
) STRICT;

CREATE TRIGGER meta_stays BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'a store stays what it is'); END;
CREATE TRIGGER meta_kind_stays BEFORE UPDATE OF store_id, kind ON meta
BEGIN SELECT RAISE(ABORT, 'a store stays what it is'); END;

-- Staff of the bank. `person`: 職員番号, one a person whatever IDs they have; the ID until it is set (R11.4).
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
  must_change     INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1)), -- the password was given by an administrator
  account         TEXT    UNIQUE                                         -- the only SSH account they may log in from
, person TEXT, last_used_at INTEGER) STRICT, WITHOUT ROWID;

-- Who administers remains: the last administrator who is not locked keeps the role.
CREATE TRIGGER staff_administrator_remains BEFORE UPDATE OF role ON staff
WHEN old.role = 'administrator' AND new.role <> 'administrator'
  AND NOT EXISTS (SELECT 1 FROM staff WHERE role = 'administrator' AND locked = 0 AND id <> old.id)
BEGIN SELECT RAISE(ABORT, 'R11.2: an administrator remains'); END;

-- Since when there have been two administrators who are two persons (R11.5). One row, once it was so: never single again.
CREATE TABLE two_administrators (
  one INTEGER PRIMARY KEY CHECK (one = 1)
) STRICT;
CREATE TRIGGER two_administrators_stay BEFORE DELETE ON two_administrators
BEGIN SELECT RAISE(ABORT, 'R11.5: never single again'); END;
CREATE TRIGGER staff_two_administrators_added AFTER INSERT ON staff
WHEN NOT EXISTS (SELECT 1 FROM two_administrators)
  AND (SELECT count(DISTINCT coalesce(person, id)) FROM staff WHERE role = 'administrator') > 1
BEGIN INSERT INTO two_administrators (one) VALUES (1); END;
CREATE TRIGGER staff_two_administrators_amended AFTER UPDATE OF role, person ON staff
WHEN NOT EXISTS (SELECT 1 FROM two_administrators)
  AND (SELECT count(DISTINCT coalesce(person, id)) FROM staff WHERE role = 'administrator') > 1
BEGIN INSERT INTO two_administrators (one) VALUES (1); END;

-- Acts without a customer that a second person decides about (R11.5): a stored act, what was shown, who may decide, and who did.
-- `secret`: the hash of a first password, gone as soon as it is decided.
CREATE TABLE countersign (
  id         BLOB    PRIMARY KEY CHECK (length(id) = 16),
  action     TEXT    NOT NULL,
  command    TEXT    NOT NULL CHECK (json_valid(command)),               -- JSON
  shown      TEXT    NOT NULL CHECK (json_valid(shown)),                 -- JSON: before -> after as it was shown
  digest     BLOB    NOT NULL CHECK (length(digest) = 32),               -- of what was shown (R11.3)
  decider    TEXT    NOT NULL CHECK (decider IN ('administrator', 'supervisor', 'either')),
  secret     TEXT    CHECK (secret LIKE '$argon2id$%'),
  made_by    TEXT    NOT NULL,
  made_as    TEXT    NOT NULL,
  made_at    INTEGER NOT NULL,
  status     TEXT    NOT NULL CHECK (status IN ('waiting', 'alone', 'to_look_over', 'returned', 'withdrawn', 'done')),
  decided_by TEXT,
  decided_at INTEGER,
  reason     TEXT,
  CHECK (decided_by IS NULL OR decided_by <> made_by),                   -- R11.2: nobody decides about their own
  CHECK (status <> 'done' OR decided_by IS NOT NULL),
  CHECK (status = 'waiting' OR secret IS NULL)
) STRICT;
CREATE INDEX countersign_open ON countersign (made_at) WHERE status = 'waiting';
CREATE INDEX countersign_by_maker ON countersign (made_by, made_at);
CREATE INDEX countersign_by_time ON countersign (made_at);
CREATE INDEX countersign_alone ON countersign (made_at) WHERE status = 'alone';
CREATE INDEX countersign_over ON countersign (made_at) WHERE status = 'to_look_over';
CREATE TRIGGER countersign_begins_so BEFORE INSERT ON countersign
WHEN new.status NOT IN ('waiting', 'alone', 'to_look_over') OR new.decided_by IS NOT NULL
  OR EXISTS (SELECT 1 FROM countersign WHERE id = new.id)
  OR NOT EXISTS (SELECT 1 FROM staff WHERE id = new.made_by AND role = new.made_as AND locked = 0)
BEGIN SELECT RAISE(ABORT, 'R11.5: it waits for a second person'); END;
CREATE TRIGGER countersign_alone_once BEFORE INSERT ON countersign
WHEN new.status = 'alone' AND (new.decider <> 'administrator' OR EXISTS (SELECT 1 FROM two_administrators))
BEGIN SELECT RAISE(ABORT, 'R11.5: never single again'); END;
CREATE TRIGGER countersign_decided_once BEFORE UPDATE ON countersign WHEN old.status NOT IN ('waiting', 'to_look_over')
BEGIN SELECT RAISE(ABORT, 'R11.2: decided already'); END;
CREATE TRIGGER countersign_stays BEFORE DELETE ON countersign BEGIN SELECT RAISE(ABORT, 'requests are kept'); END;
CREATE TRIGGER countersign_is_as_made
BEFORE UPDATE OF id, action, command, shown, digest, decider, made_by, made_as, made_at ON countersign
BEGIN SELECT RAISE(ABORT, 'R11.3: a request stays as it was made'); END;

-- R11.4, R11.5: another person decides, in a role that may, as of now; and what is approved is asked for by one who is not locked
-- and still has the role that they asked in.
CREATE TRIGGER countersign_decided_by_another BEFORE UPDATE OF status, decided_by ON countersign
WHEN new.status NOT IN ('returned', 'withdrawn', 'done')
  OR (old.status = 'to_look_over' AND new.status <> 'done')
  OR (new.decided_by IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM staff AS decider JOIN staff AS maker ON maker.id = old.made_by
                      WHERE decider.id = new.decided_by AND decider.locked = 0
                        AND coalesce(decider.person, decider.id) <> coalesce(maker.person, maker.id)
                        AND ((decider.role = 'administrator' AND old.decider IN ('administrator', 'either'))
                          OR (decider.role = 'supervisor' AND old.decider IN ('supervisor', 'either')))))
  OR (new.status = 'done' AND old.status = 'waiting'
      AND NOT EXISTS (SELECT 1 FROM staff WHERE id = old.made_by AND role = old.made_as AND locked = 0))
BEGIN SELECT RAISE(ABORT, 'R11.5: another person decides'); END;

-- R11.7: what becomes of an act waits for whoever asked until they have looked.
CREATE TABLE unseen_matter (
  countersign BLOB PRIMARY KEY REFERENCES countersign (id),
  staff       TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX unseen_matter_of ON unseen_matter (staff);

-- Waits after wrong passwords of staff, one for each place they were typed at (R11.6): nobody is shut out of elsewhere.
-- Where no password was looked at, as the member is bound to another account, `place` is empty.
CREATE TABLE login_wait (
  staff      TEXT    NOT NULL REFERENCES staff (id),
  place      TEXT    NOT NULL,                                           -- a terminal or an address
  wrong      INTEGER NOT NULL CHECK (wrong >= 0),                        -- in a row, the one that is being tried included
  wait_until INTEGER NOT NULL,                                           -- no try before this
  PRIMARY KEY (staff, place)
) STRICT, WITHOUT ROWID;

-- Who sits at a console now: a second login of one ID is said at both. It decides nothing.
CREATE TABLE sitting (
  key   BLOB    PRIMARY KEY CHECK (length(key) = 16),
  staff TEXT    NOT NULL REFERENCES staff (id),
  place TEXT    NOT NULL,                                                -- a terminal or an address
  began INTEGER NOT NULL
) STRICT;
CREATE INDEX sitting_of ON sitting (staff, began);

-- Logins of the web by IDs that nobody has, counted by address: one entry a minute tells of them (R12.1).
CREATE TABLE stranger (
  place TEXT    PRIMARY KEY,                                             -- a terminal or an address
  since INTEGER NOT NULL,                                                -- of the entry
  more  INTEGER NOT NULL CHECK (more >= 0)                               -- how many came after it
) STRICT, WITHOUT ROWID;

-- Work that stopped half-way, kept under the name of who does it. One a screen and contract; no secret is in it.
CREATE TABLE draft (
  staff    TEXT    NOT NULL REFERENCES staff (id),
  screen   TEXT    NOT NULL,
  contract TEXT    NOT NULL,                                             -- empty: of no contract
  content  TEXT    NOT NULL CHECK (json_valid(content)),                 -- JSON
  at       INTEGER NOT NULL,
  PRIMARY KEY (staff, screen, contract)
) STRICT, WITHOUT ROWID;

-- Loads: what a file brings in is written in many short transactions, and nobody sees any of it until the load is shown (R12.1).
-- `first` is the slot from which contracts of it can be, `mark` what the ids of its tokens begin with, and `count` how many contracts
-- or tokens of it are there. One that is dropped is swept out row by row.
CREATE TABLE load (
  id    INTEGER PRIMARY KEY CHECK (id > 0),
  kind  TEXT    NOT NULL CHECK (kind IN ('contracts', 'tokens')),
  mark  BLOB    UNIQUE CHECK (length(mark) = 6),
  first INTEGER NOT NULL CHECK (first > 0),
  state TEXT    NOT NULL CHECK (state IN ('open', 'shown', 'dropped', 'gone')),
  count INTEGER NOT NULL DEFAULT 0 CHECK (count >= 0),
  CHECK ((kind = 'tokens') = (mark IS NOT NULL))
) STRICT;
CREATE INDEX load_unseen ON load (id) WHERE state IN ('open', 'dropped');
CREATE TRIGGER load_is_one BEFORE INSERT ON load
WHEN new.state <> 'open' OR EXISTS (SELECT 1 FROM load WHERE id = new.id)
  OR EXISTS (SELECT 1 FROM load WHERE state IN ('open', 'dropped'))
BEGIN SELECT RAISE(ABORT, 'R12.1: one load at a time'); END;
CREATE TRIGGER load_ends_once BEFORE UPDATE ON load
WHEN new.id <> old.id OR new.kind <> old.kind OR new.mark IS NOT old.mark OR new.first <> old.first OR NOT (
  (old.state = 'open' AND new.state IN ('open', 'shown', 'dropped')) OR (old.state = 'dropped' AND new.state IN ('dropped', 'gone')))
BEGIN SELECT RAISE(ABORT, 'R12.1: a load is shown or dropped, once'); END;
CREATE TRIGGER load_stays BEFORE DELETE ON load BEGIN SELECT RAISE(ABORT, 'loads are kept'); END;

-- Companies' contracts (契約). `slot` is the row's place in the search index and never leaves the store; `load` is what brought it
-- in, or 0.
-- `phone_since`, `address_since`: since when they are these (R10.7); NULL: since the contract was opened. `closed`: the day of its end.
CREATE TABLE contract (
  slot        INTEGER PRIMARY KEY,
  number      TEXT    NOT NULL UNIQUE,
  company     TEXT    NOT NULL,
  kana        TEXT    NOT NULL,
  sort_key    TEXT    NOT NULL,                                          -- normalised kana, the order of every list
  branch_code TEXT    NOT NULL,
  branch_name TEXT    NOT NULL,
  account     TEXT    NOT NULL,
  phone       TEXT    NOT NULL,                                          -- the only number called back (R10.2)
  start       TEXT    NOT NULL CHECK (start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  version     INTEGER NOT NULL CHECK (version > 0)                       -- R11.3
, phone_since INTEGER, address TEXT, address_since INTEGER, representative TEXT, closed TEXT CHECK (closed GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), load INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX contract_in_order ON contract (sort_key, number, load);

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
CREATE INDEX token_drifting ON token (drift) WHERE drift <> 0;

-- R7.4, R15.1: lost and scrapped are for ever; R7.7: but for a revocation by mistake that was sent back, and then the fob is
-- suspended. R6.3: an accepted step is never taken back.
CREATE TRIGGER token_dead_stays_dead BEFORE UPDATE OF stock ON token
WHEN (old.stock = 'scrapped' AND new.stock <> 'scrapped')
  OR (old.stock = 'lost' AND new.stock NOT IN ('lost', 'scrapped')
      AND NOT (new.stock = 'issued' AND new.suspended_at IS NOT NULL AND new.suspended_for = 'returned'
               AND new.contract = old.contract AND old.handed_in IS NULL
               AND NOT EXISTS (SELECT 1 FROM issue WHERE issue.old = old.id)
               AND EXISTS (SELECT 1 FROM request, json_each(shown, '$.tokens') AS shown_token
                           WHERE contract = old.contract AND action = 'revoke' AND status = 'returned' AND receipt IS NOT NULL
                           AND json_extract(shown_token.value, '$.serial') = old.serial)))
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

-- Seeds, sealed one by one. Only the check of a code reads this table.
CREATE TABLE seed (
  token       BLOB    PRIMARY KEY REFERENCES token (id),
  key_version INTEGER NOT NULL,
  sealed      BLOB    NOT NULL                                           -- nonce and sealed seed
) STRICT;

-- Codes that were only asked about (R6.7): each such step is refused from then on, beside the last accepted one, which is not moved.
CREATE TABLE spent_step (
  token BLOB    NOT NULL REFERENCES token (id),
  step  INTEGER NOT NULL,
  PRIMARY KEY (token, step)
) STRICT, WITHOUT ROWID;

-- When was asked about a token's codes, for an hour (R6.7).
CREATE TABLE code_question (
  token BLOB    NOT NULL REFERENCES token (id),
  at    INTEGER NOT NULL,
  n     INTEGER NOT NULL,                                                -- several at one moment
  PRIMARY KEY (token, at, n)
) STRICT, WITHOUT ROWID;

-- Wrong codes of each token by Japan's day, for as long as they are looked at (R15.8).
CREATE TABLE code_failure (
  token BLOB    NOT NULL REFERENCES token (id),
  day   INTEGER NOT NULL,                                                -- days since 1970
  n     INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (token, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX code_failure_by_day ON code_failure (day, token, n);

-- Users (利用者) and their registrations.
CREATE TABLE user (
  login_id      TEXT    PRIMARY KEY,
  contract      TEXT    NOT NULL REFERENCES contract (number),
  name          TEXT    NOT NULL,
  kana          TEXT    NOT NULL,
  kind          TEXT    NOT NULL CHECK (kind IN ('master', 'admin', 'general')),
  operations    INTEGER NOT NULL CHECK (operations BETWEEN 0 AND 15),    -- R5.1: 1 transfer, 2 bulk, 4 Pay-easy, 8 administration
  token         BLOB    REFERENCES token (id),
  registered_at INTEGER,
  reopens_at    INTEGER,                                                 -- R8.2
  CHECK ((token IS NULL) = (registered_at IS NULL)),
  CHECK (token IS NULL OR reopens_at IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_by_contract ON user (contract);
CREATE INDEX user_by_token ON user (token) WHERE token IS NOT NULL;
CREATE INDEX user_closed ON user (reopens_at) WHERE reopens_at IS NOT NULL;
CREATE UNIQUE INDEX user_one_master ON user (contract) WHERE kind = 'master';

-- R8.3: nobody shortens a closed period. It ends by itself, or by a registration when it is over; one that began while the clock was
-- wrong is reckoned anew where the time is confirmed, and only there (R2.5).
CREATE TRIGGER user_closed_stays BEFORE UPDATE OF reopens_at ON user
WHEN old.reopens_at IS NOT NULL AND (new.reopens_at < old.reopens_at
  OR (new.reopens_at IS NULL AND (new.registered_at IS NULL OR new.registered_at < old.reopens_at)))
  AND NOT EXISTS (SELECT 1 FROM clock_confirmed JOIN trail_head ON seq = count + 1 WHERE new.reopens_at > at)
BEGIN SELECT RAISE(ABORT, 'R8.3: nobody shortens a closed period'); END;

-- What a user may do besides, and whether they can get in (BRSK006, BRSK011). One row a user. `places`: JSON, what came from each
-- address (R17.2); `paused_until`: the latest end of a pause of one; `wrong_today`: wrong ones of the day `wrong_day`.
CREATE TABLE access (
  login_id             TEXT    PRIMARY KEY REFERENCES user (login_id) ON DELETE CASCADE,
  rights               TEXT    NOT NULL CHECK (json_valid(rights)),      -- JSON: names of permissions
  limits               TEXT    NOT NULL CHECK (json_valid(limits)),      -- JSON: yen
  accounts             TEXT    NOT NULL CHECK (json_valid(accounts)),    -- JSON: accounts that may be used
  wrong_logins         INTEGER NOT NULL DEFAULT 0 CHECK (wrong_logins >= 0),
  paused_until         INTEGER,
  login_stopped        INTEGER NOT NULL DEFAULT 0 CHECK (login_stopped IN (0, 1)),
  wrong_confirmations  INTEGER NOT NULL DEFAULT 0 CHECK (wrong_confirmations >= 0),
  confirmation_stopped INTEGER NOT NULL DEFAULT 0 CHECK (confirmation_stopped IN (0, 1)),
  stopped              INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)),
  last_login_at        INTEGER
, places TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(places)), wrong_day INTEGER NOT NULL DEFAULT 0, wrong_today INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

-- Passwords of users, as PHC strings. Only the check of a password reads this table. `given`: by somebody else, to be changed
-- before anything else is done (R17.1).
CREATE TABLE customer_password (
  login_id     TEXT PRIMARY KEY REFERENCES user (login_id) ON DELETE CASCADE,
  login        TEXT NOT NULL CHECK (login LIKE '$argon2id$%'),
  confirmation TEXT NOT NULL CHECK (confirmation LIKE '$argon2id$%')     -- R5.5
, given INTEGER NOT NULL DEFAULT 0 CHECK (given IN (0, 1))) STRICT, WITHOUT ROWID;

-- Who is logged in to the web banking: one session a user. The key itself is not here.
CREATE TABLE session (
  key_hash BLOB    PRIMARY KEY CHECK (length(key_hash) = 32),            -- SHA-256 of 32 random bytes
  login_id TEXT    NOT NULL UNIQUE REFERENCES user (login_id) ON DELETE CASCADE,
  since    INTEGER NOT NULL,
  used_at  INTEGER NOT NULL,
  run      TEXT    CHECK (run IN ('transfer', 'bulk', 'approve_transfer', 'approve_bulk'))  -- R5.4
) STRICT;

-- R8.1: who is revoked is out at once, and so is who is stopped.
CREATE TRIGGER user_revoked_is_out AFTER UPDATE OF reopens_at ON user WHEN new.reopens_at IS NOT NULL
BEGIN DELETE FROM session WHERE login_id = new.login_id; END;
CREATE TRIGGER user_stopped_is_out AFTER UPDATE OF stopped ON access WHEN new.stopped = 1
BEGIN DELETE FROM session WHERE login_id = new.login_id; END;

-- R8.1: who is stopped, or in the closed period, doesn't get in. Where strangers are stopped, an address that is known does (R17.2).
CREATE TRIGGER session_is_allowed BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM user JOIN access USING (login_id)
             WHERE login_id = new.login_id AND (stopped = 1 OR reopens_at > new.since
               OR (login_stopped = 1
                   AND NOT EXISTS (SELECT 1 FROM json_each(places) WHERE json_extract(value, '$.known_until') IS NOT NULL))))
BEGIN SELECT RAISE(ABORT, 'R8.1: no login now'); END;

-- Whose permissions or passwords were changed logs in again: no screen shows what is no longer theirs.
CREATE TRIGGER user_amended_is_out AFTER UPDATE OF kind, operations ON user
WHEN new.kind <> old.kind OR new.operations <> old.operations
BEGIN DELETE FROM session WHERE login_id = new.login_id; END;
CREATE TRIGGER access_amended_is_out AFTER UPDATE OF rights, accounts ON access
WHEN new.rights <> old.rights OR new.accounts <> old.accounts
BEGIN DELETE FROM session WHERE login_id = new.login_id; END;
CREATE TRIGGER password_amended_is_out AFTER UPDATE ON customer_password
BEGIN DELETE FROM session WHERE login_id = new.login_id; END;

-- Login IDs of users who were removed: none is given twice, so that the trail stays unambiguous, and nobody removes and
-- adds a revoked user to get around the closed period (R8.3).
CREATE TABLE removed_user (
  login_id TEXT    PRIMARY KEY,
  contract TEXT    NOT NULL REFERENCES contract (number),
  at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX removed_user_by_contract ON removed_user (contract);
CREATE INDEX user_any_case ON user (login_id COLLATE NOCASE);
CREATE INDEX removed_user_any_case ON removed_user (login_id COLLATE NOCASE);
CREATE TRIGGER user_id_serves_once BEFORE INSERT ON user
WHEN EXISTS (SELECT 1 FROM removed_user WHERE login_id = new.login_id COLLATE NOCASE)
  OR EXISTS (SELECT 1 FROM user WHERE login_id = new.login_id COLLATE NOCASE)
BEGIN SELECT RAISE(ABORT, 'a login ID is never given twice, in whatever case'); END;
CREATE TRIGGER user_goes_with_a_trace BEFORE DELETE ON user
WHEN NOT EXISTS (SELECT 1 FROM removed_user WHERE login_id = old.login_id)
  AND NOT EXISTS (SELECT 1 FROM contract JOIN load ON load.id = contract.load WHERE number = old.contract AND state = 'dropped')
BEGIN SELECT RAISE(ABORT, 'a login ID is never given twice'); END;
CREATE TRIGGER removed_user_stays BEFORE DELETE ON removed_user
BEGIN SELECT RAISE(ABORT, 'a login ID is never given twice'); END;
CREATE TRIGGER removed_user_is_kept BEFORE UPDATE ON removed_user
BEGIN SELECT RAISE(ABORT, 'a login ID is never given twice'); END;
CREATE TRIGGER user_master_stays BEFORE DELETE ON user WHEN old.kind = 'master'
  AND NOT EXISTS (SELECT 1 FROM contract JOIN load ON load.id = contract.load WHERE number = old.contract AND state = 'dropped')
BEGIN SELECT RAISE(ABORT, 'the master user stays'); END;
CREATE TRIGGER user_master_is_kept BEFORE UPDATE OF kind ON user WHEN (old.kind = 'master') <> (new.kind = 'master')
BEGIN SELECT RAISE(ABORT, 'the master user stays'); END;
CREATE TRIGGER user_contract_stays BEFORE UPDATE OF contract ON user WHEN new.contract <> old.contract
BEGIN SELECT RAISE(ABORT, 'a user stays with the contract'); END;

-- R3.2, R3.3: who is registered, is so with a token that was issued to the same contract and is not dead.
CREATE TRIGGER user_token_is_their_own BEFORE UPDATE OF token ON user WHEN new.token IS NOT NULL AND new.token IS NOT old.token
  AND NOT EXISTS (SELECT 1 FROM token WHERE id = new.token AND contract = new.contract AND stock = 'issued')
BEGIN SELECT RAISE(ABORT, 'R3.3: a token of the same contract'); END;

-- 解約 (R16.1): a contract ends once. Nobody is registered or logged in there any more, and no fob is issued to it.
CREATE INDEX contract_closed ON contract (branch_code) WHERE closed IS NOT NULL;
CREATE TRIGGER contract_ends_once BEFORE UPDATE OF closed ON contract
WHEN (old.closed IS NOT NULL AND new.closed IS NOT old.closed)
  OR (old.closed IS NULL AND new.closed IS NOT NULL AND EXISTS (SELECT 1 FROM user WHERE contract = new.number AND token IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'R16.1: a contract ends once, with its registrations'); END;
CREATE TRIGGER contract_closed_is_out AFTER UPDATE OF closed ON contract WHEN new.closed IS NOT NULL
BEGIN DELETE FROM session WHERE login_id IN (SELECT login_id FROM user WHERE contract = new.number); END;
CREATE TRIGGER contract_closed_has_no_session BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM user JOIN contract ON number = contract WHERE login_id = new.login_id AND closed IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'R16.1: the contract is closed'); END;
CREATE TRIGGER contract_closed_has_no_user BEFORE UPDATE OF token ON user
WHEN new.token IS NOT NULL AND EXISTS (SELECT 1 FROM contract WHERE number = new.contract AND closed IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'R16.1: the contract is closed'); END;
CREATE TRIGGER contract_closed_has_no_fob BEFORE UPDATE OF stock ON token
WHEN old.stock = 'in_stock' AND new.stock = 'issued'
  AND EXISTS (SELECT 1 FROM contract WHERE number = new.contract AND closed IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'R16.1: the contract is closed'); END;

-- How the payments of a contract are approved (R5.3). No row: none for transfers, one person for bulk.
CREATE TABLE approval_mode (
  contract TEXT PRIMARY KEY REFERENCES contract (number),
  transfer TEXT NOT NULL CHECK (transfer IN ('none', 'single', 'double')),
  bulk     TEXT NOT NULL CHECK (bulk IN ('single', 'double'))
) STRICT, WITHOUT ROWID;

-- Accounts whose balance this store keeps: those of the training bank.
CREATE TABLE account (
  contract TEXT    NOT NULL REFERENCES contract (number),
  account  TEXT    NOT NULL,
  balance  INTEGER NOT NULL CHECK (balance >= 0),                        -- yen
  PRIMARY KEY (contract, account)
) STRICT, WITHOUT ROWID;

-- Payments: entered, approved, executed once (R5.3).
CREATE TABLE payment (
  id             BLOB    PRIMARY KEY CHECK (length(id) = 16),
  contract       TEXT    NOT NULL,
  account        TEXT    NOT NULL,
  kind           TEXT    NOT NULL CHECK (kind IN ('transfer', 'bulk', 'payroll', 'pay_easy')),
  content        TEXT    NOT NULL CHECK (json_valid(content)),           -- JSON
  amount         INTEGER NOT NULL CHECK (amount > 0),                    -- yen
  made_by        TEXT    NOT NULL,
  made_at        INTEGER NOT NULL,
  approver       TEXT,
  final_approver TEXT,
  status         TEXT    NOT NULL
                 CHECK (status IN ('waiting', 'waiting_final', 'returned', 'withdrawn', 'void', 'executed')),
  approved_at    INTEGER,
  decided_at     INTEGER,
  reason         TEXT,
  receipt        TEXT    UNIQUE,
  FOREIGN KEY (contract, account) REFERENCES account (contract, account),
  CHECK (approver <> made_by AND final_approver <> made_by AND final_approver <> approver),
  CHECK (final_approver IS NULL OR approver IS NOT NULL),
  CHECK ((status = 'executed') = (receipt IS NOT NULL)),
  CHECK (status <> 'executed' OR final_approver IS NULL OR approved_at IS NOT NULL)
) STRICT;
CREATE INDEX payment_by_contract ON payment (contract, made_at);
CREATE INDEX payment_open ON payment (contract) WHERE status IN ('waiting', 'waiting_final');
CREATE TRIGGER payment_ends_once BEFORE UPDATE ON payment
WHEN old.status IN ('returned', 'withdrawn', 'void', 'executed')
BEGIN SELECT RAISE(ABORT, 'R5.3: ended already'); END;
CREATE TRIGGER payment_stays BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'payments are kept'); END;
CREATE TRIGGER payment_is_as_entered
BEFORE UPDATE OF contract, account, kind, content, amount, made_by, made_at, approver, final_approver ON payment
BEGIN SELECT RAISE(ABORT, 'a payment stays as it was entered'); END;

-- What moved on an account (入出金明細). One line for each payment.
CREATE TABLE movement (
  contract TEXT    NOT NULL,
  account  TEXT    NOT NULL,
  line     INTEGER NOT NULL CHECK (line > 0),                            -- counts up for each account
  at       INTEGER NOT NULL,
  amount   INTEGER NOT NULL CHECK (amount <> 0),                         -- yen; out is negative
  balance  INTEGER NOT NULL CHECK (balance >= 0),                        -- afterwards
  text     TEXT    NOT NULL,
  payment  BLOB    UNIQUE REFERENCES payment (id),
  PRIMARY KEY (contract, account, line),
  FOREIGN KEY (contract, account) REFERENCES account (contract, account)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER movement_stays BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'movements are kept'); END;
CREATE TRIGGER movement_is_kept BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'movements are kept'); END;

-- Search: pieces of two characters of every name, kana, login ID, serial and number of a contract, each a word.
-- Contentless: the index holds no text.
CREATE VIRTUAL TABLE search USING fts5 (pieces, content = '', contentless_delete = 1, prefix = '1', tokenize = 'ascii');

-- When the names of a contract were last made findable, so that what is known of them in memory is brought up to date.
CREATE TABLE named (
  slot INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL UNIQUE                                           -- counted up: what has a later one was named since
) STRICT;

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
CREATE INDEX identity_check_by_contract ON identity_check (contract, at);
CREATE INDEX identity_check_open ON identity_check (by, at) WHERE outcome = 'open';
CREATE TRIGGER identity_check_serves_once BEFORE UPDATE OF used_by, then_by ON identity_check
WHEN (old.used_by IS NOT NULL AND new.used_by IS NOT old.used_by) OR old.then_by IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'R10.1: a check serves one request'); END;
CREATE TRIGGER identity_check_begins_so BEFORE INSERT ON identity_check
WHEN new.outcome <> 'open' OR new.used_by IS NOT NULL OR EXISTS (SELECT 1 FROM identity_check WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'R10.1: a check begins open'); END;
-- A confirmed one may be added to while it lasts (R10.1); nothing of it is taken back. R2.5: what began while the clock was wrong
-- begins when the time was confirmed.
CREATE TRIGGER identity_check_ends_once
BEFORE UPDATE OF id, contract, channel, person, drawn, methods, outcome, by, at, session, tries, called, why ON identity_check
WHEN old.outcome = 'failed' OR (old.outcome = 'confirmed' AND (new.outcome <> 'confirmed'
      OR substr(new.methods, 1, length(old.methods) - 1) <> substr(old.methods, 1, length(old.methods) - 1)))
  OR new.id <> old.id OR new.contract <> old.contract OR new.channel <> old.channel
  OR new.person <> old.person OR new.drawn <> old.drawn OR new.by <> old.by
  OR (new.at <> old.at AND NOT EXISTS (SELECT 1 FROM clock_confirmed AS clock JOIN trail_head ON seq = count + 1
                                       WHERE new.at = clock.at AND old.at > clock.at))
  OR new.session IS NOT old.session OR (old.called IS NOT NULL AND new.called IS NOT old.called)
BEGIN SELECT RAISE(ABORT, 'R10.1: a check ends once, as it was begun'); END;
CREATE TRIGGER identity_check_stays BEFORE DELETE ON identity_check
BEGIN SELECT RAISE(ABORT, 'R10.5: checks are kept'); END;

-- Cautions (R10.5): contracts that go to a supervisor after too many failed checks. It stands until it is lifted.
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

-- Notes on contracts (覚書): who, when, what. Never deleted or changed; struck out by their author, once.
CREATE TABLE note (
  contract  TEXT    NOT NULL REFERENCES contract (number),
  number    INTEGER NOT NULL CHECK (number > 0),                         -- counted within the contract
  at        INTEGER NOT NULL,
  by        TEXT    NOT NULL REFERENCES staff (id),
  text      TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 400),
  struck_at INTEGER,
  PRIMARY KEY (contract, number),
  CHECK (struck_at >= at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER note_begins_so BEFORE INSERT ON note
WHEN new.struck_at IS NOT NULL OR new.number IS NOT (SELECT count(*) + 1 FROM note WHERE contract = new.contract)
BEGIN SELECT RAISE(ABORT, 'R16.5: notes are counted'); END;
CREATE TRIGGER note_stays BEFORE DELETE ON note BEGIN SELECT RAISE(ABORT, 'R16.5: notes are kept'); END;
CREATE TRIGGER note_struck_once BEFORE UPDATE ON note
WHEN old.struck_at IS NOT NULL OR new.struck_at IS NULL OR new.contract <> old.contract OR new.number <> old.number
  OR new.at <> old.at OR new.by <> old.by OR new.text <> old.text
BEGIN SELECT RAISE(ABORT, 'R16.5: a note is struck out once, as it was written'); END;

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
CREATE INDEX proof_of_drift ON proof (token) WHERE drift IS NOT NULL;
CREATE INDEX proof_by_token ON proof (token);
CREATE INDEX proof_by_contract ON proof (contract);

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
CREATE INDEX request_open ON request (status, made_at) WHERE status IN ('waiting', 'to_look_over');
CREATE INDEX request_by_contract ON request (contract, made_at);
CREATE INDEX request_by_maker ON request (made_by, made_at);
CREATE INDEX request_stops ON request (made_at) WHERE action = 'stop';                     -- R7.6
CREATE TRIGGER request_decided_once BEFORE UPDATE ON request
WHEN old.status IN ('returned', 'withdrawn', 'done')
BEGIN SELECT RAISE(ABORT, 'R11.2: decided already'); END;
CREATE TRIGGER request_stays BEFORE DELETE ON request BEGIN SELECT RAISE(ABORT, 'requests are kept'); END;
CREATE TRIGGER request_is_as_made
BEFORE UPDATE OF id, contract, action, command, shown, digest, made_by, made_as, made_at, check_id, branch, cautioned ON request
BEGIN SELECT RAISE(ABORT, 'R11.3: a request stays as it was made'); END;

-- The days, counted from 1970 in Japan, on which a branch acted: a request waits to the end of the next one (R11.3).
CREATE TABLE branch_day (
  branch TEXT    NOT NULL,
  day    INTEGER NOT NULL,
  PRIMARY KEY (branch, day)
) STRICT, WITHOUT ROWID;

-- R11.7: what becomes of a request waits for whoever asked until they have looked, and for whoever took it over.
CREATE TABLE unseen_result (
  request BLOB NOT NULL REFERENCES request (id),
  staff   TEXT NOT NULL REFERENCES staff (id),
  PRIMARY KEY (request, staff)
) STRICT;
CREATE INDEX unseen_result_of ON unseen_result (staff);
-- At a shift's change a colleague takes over what another asked for: they too are told what becomes of it.
CREATE TABLE taken_over (
  request BLOB    NOT NULL REFERENCES request (id),
  staff   TEXT    NOT NULL REFERENCES staff (id),
  at      INTEGER NOT NULL,
  PRIMARY KEY (request, staff)
) STRICT;
CREATE INDEX taken_over_by ON taken_over (staff, at);
CREATE TRIGGER taken_over_from_another BEFORE INSERT ON taken_over
WHEN EXISTS (SELECT 1 FROM request WHERE id = new.request AND made_by = new.staff)
BEGIN SELECT RAISE(ABORT, 'R11.7: nobody takes over what is theirs'); END;
CREATE TRIGGER taken_over_stays BEFORE DELETE ON taken_over BEGIN SELECT RAISE(ABORT, 'what was taken over is kept'); END;

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
  OR (old.status = 'to_look_over' AND new.status <> 'done'
      AND NOT (new.status = 'returned' AND new.decided_by IS NOT NULL AND new.reason IS NOT NULL))
  OR (old.status = 'waiting' AND new.status = 'done'
      AND NOT EXISTS (SELECT 1 FROM staff WHERE id = old.made_by AND role = old.made_as))
BEGIN SELECT RAISE(ABORT, 'R11.2: a supervisor decides'); END;

-- R11.4: maker and decider are two persons, whatever IDs they have; and nothing is approved for one who is locked by then.
CREATE TRIGGER request_decided_by_another BEFORE UPDATE OF status, decided_by ON request
WHEN (new.decided_by <> old.made_by
      AND EXISTS (SELECT 1 FROM staff AS decider JOIN staff AS maker ON maker.id = old.made_by
                  WHERE decider.id = new.decided_by
                    AND coalesce(decider.person, decider.id) = coalesce(maker.person, maker.id)))
  OR (old.status = 'waiting' AND new.status = 'done' AND NOT EXISTS (SELECT 1 FROM staff WHERE id = old.made_by AND locked = 0))
BEGIN SELECT RAISE(ABORT, 'R11.4: another person decides'); END;

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

-- Fobs on their way between branches (移送, R15.9): sent by one, and received by another person at the other branch.
CREATE TABLE stock_move (
  number      INTEGER PRIMARY KEY CHECK (number > 0),
  token       BLOB    NOT NULL REFERENCES token (id),
  at          INTEGER NOT NULL,
  from_branch TEXT    NOT NULL,
  to_branch   TEXT    NOT NULL,
  sent_by     TEXT    NOT NULL REFERENCES staff (id),
  ended_at    INTEGER,                                                   -- received, or given up as lost
  received_by TEXT    REFERENCES staff (id),
  CHECK (to_branch <> from_branch),
  CHECK (received_by IS NULL OR ended_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX stock_move_open ON stock_move (token) WHERE ended_at IS NULL;
CREATE INDEX stock_move_of ON stock_move (token);
CREATE INDEX stock_move_to ON stock_move (to_branch) WHERE ended_at IS NULL;
CREATE INDEX stock_move_from ON stock_move (from_branch) WHERE ended_at IS NULL;
CREATE TRIGGER stock_move_stays BEFORE DELETE ON stock_move BEGIN SELECT RAISE(ABORT, 'R15.9: moves are kept'); END;
CREATE TRIGGER stock_move_ends_once BEFORE UPDATE ON stock_move
WHEN old.ended_at IS NOT NULL OR new.number <> old.number OR new.token <> old.token OR new.at <> old.at
  OR new.from_branch <> old.from_branch OR new.to_branch <> old.to_branch OR new.sent_by <> old.sent_by
  OR (new.received_by IS NOT NULL
      AND EXISTS (SELECT 1 FROM staff AS receiver JOIN staff AS sender ON sender.id = old.sent_by
                  WHERE receiver.id = new.received_by
                    AND coalesce(receiver.person, receiver.id) = coalesce(sender.person, sender.id)))
BEGIN SELECT RAISE(ABORT, 'R15.9: another person receives it, once'); END;

-- Countings of a branch's drawer (棚卸, R15.7), each signed by two.
CREATE TABLE stock_count (
  number     INTEGER PRIMARY KEY CHECK (number > 0),
  branch     TEXT    NOT NULL,
  counted_at INTEGER NOT NULL,
  counted_by TEXT    NOT NULL REFERENCES staff (id),
  signed_at  INTEGER NOT NULL,
  signed_by  TEXT    NOT NULL REFERENCES staff (id),
  present    INTEGER NOT NULL CHECK (present >= 0),
  CHECK (signed_by <> counted_by)
) STRICT;
CREATE INDEX stock_count_of ON stock_count (branch, counted_at);
CREATE TRIGGER stock_count_stays BEFORE DELETE ON stock_count BEGIN SELECT RAISE(ABORT, 'R15.7: countings are kept'); END;
CREATE TRIGGER stock_count_is_kept BEFORE UPDATE ON stock_count BEGIN SELECT RAISE(ABORT, 'R15.7: countings are kept'); END;

-- What a counting found otherwise than the store says: 無 or 余分. Each stays open until it is explained, by two.
CREATE TABLE count_difference (
  count        INTEGER NOT NULL REFERENCES stock_count (number),
  kind         TEXT    NOT NULL CHECK (kind IN ('missing', 'extra')),
  serial       TEXT    NOT NULL,
  maker        TEXT    NOT NULL,                                         -- empty where no fob of that serial is known
  explained    TEXT,
  explained_at INTEGER,
  explained_by TEXT    REFERENCES staff (id),
  PRIMARY KEY (count, kind, serial, maker),
  CHECK ((explained IS NULL) = (explained_at IS NULL) AND (explained IS NULL) = (explained_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX count_difference_open ON count_difference (count) WHERE explained IS NULL;
CREATE TRIGGER count_difference_stays BEFORE DELETE ON count_difference
BEGIN SELECT RAISE(ABORT, 'R15.7: differences are kept'); END;
CREATE TRIGGER count_difference_explained_once BEFORE UPDATE ON count_difference
WHEN old.explained IS NOT NULL OR new.count <> old.count OR new.kind <> old.kind OR new.serial <> old.serial
  OR new.maker <> old.maker
BEGIN SELECT RAISE(ABORT, 'R15.7: a difference is explained once'); END;

-- Notices (R14): what the master and admin users of a contract are told. They wait here until exported or sent. Before a
-- send says anything to the mail server it claims what it sends; what it left half-way a person decides (R14.2).
CREATE TABLE notice (
  id       INTEGER PRIMARY KEY,
  contract TEXT    NOT NULL REFERENCES contract (number),
  login_id TEXT    NOT NULL,                                             -- to whom; kept when the user goes
  kind     TEXT    NOT NULL CHECK (kind IN ('unlock', 'revoke', 'register', 'resync', 'stop', 'lift', 'issue', 'replace', 'amend',
                                            'lift_passwords', 'failed_check', 'refused', 'expiring', 'changed', 'closed', 'taken_back')),
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

-- Of the expiry of which tokens the customers were told (R14.3): once each.
CREATE TABLE expiry_told (
  token BLOB    PRIMARY KEY REFERENCES token (id),
  at    INTEGER NOT NULL
) STRICT;

-- Mail addresses of users, where the bank has one. Without, a notice goes as a letter.
CREATE TABLE address (
  login_id TEXT PRIMARY KEY REFERENCES user (login_id) ON DELETE CASCADE,
  mail     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Receipt numbers (受付番号): the last one of each day.
CREATE TABLE receipt_day (
  day  TEXT    PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The trail (R12): every attempt, chained by keyed hash. A customer is named there as contract/login ID: no staff ID has
-- a slash. The last column came later, and stands as ALTER TABLE writes it: the sum of the state as it stood then (R12.6).
CREATE TABLE trail (
  seq      INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  actor    TEXT    NOT NULL,                                             -- staff ID, or what was typed as one
  terminal TEXT    NOT NULL,
  action   TEXT    NOT NULL,
  contract TEXT,
  subject  TEXT    NOT NULL,                                             -- login IDs, serial, staff ID
  result   TEXT    NOT NULL CHECK (result IN ('done', 'waiting', 'refused')),
  code     TEXT,                                                         -- the refusal's number
  check_id TEXT,
  request  TEXT,
  receipt  TEXT,
  detail   TEXT    NOT NULL,
  mac      BLOB    NOT NULL CHECK (length(mac) = 32)
, bound BLOB CHECK (length(bound) = 32)) STRICT;
CREATE INDEX trail_by_time ON trail (at);                                -- R2.4: the latest moment ever written
CREATE INDEX trail_by_contract ON trail (contract, seq);
CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'R12.2: the trail is never changed'); END;
CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'R12.2: the trail is never cut'); END;

-- A row that replaces another is no new entry.
CREATE TRIGGER trail_in_order BEFORE INSERT ON trail WHEN new.seq IS NOT (SELECT count FROM trail_head) + 1
BEGIN SELECT RAISE(ABORT, 'R12.2: entries are only added at the end'); END;

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

-- The head of the trail, sealed with the same key: a cut tail is found. `mark` came later: from when the clock is doubted (R2.4, R2.5),
-- the latest moment that was not doubted itself, or the one that was confirmed last; NULL until the first entry after the upgrade.
CREATE TABLE trail_head (
  one   INTEGER PRIMARY KEY CHECK (one = 1),
  count INTEGER NOT NULL,
  mac   BLOB    NOT NULL,
  seal  BLOB    NOT NULL
, mark INTEGER) STRICT;

-- When the time was looked at (R2.5): by an administrator and another person, or by one alone while there never were two (R11.5).
-- `seq`: the entry that says so. In its transaction alone, periods that began later than `at` are reckoned anew from it.
CREATE TABLE clock_confirmed (
  seq    INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  by     TEXT    NOT NULL REFERENCES staff (id),
  second TEXT    REFERENCES staff (id),
  CHECK (second <> by)
) STRICT;
CREATE TRIGGER clock_confirmed_by_two BEFORE INSERT ON clock_confirmed
WHEN new.seq IS NOT (SELECT count FROM trail_head) + 1
  OR NOT EXISTS (SELECT 1 FROM staff WHERE id = new.by AND role = 'administrator' AND locked = 0)
  OR (new.second IS NULL AND EXISTS (SELECT 1 FROM two_administrators))
  OR (new.second IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM staff AS other JOIN staff AS one ON one.id = new.by
                      WHERE other.id = new.second AND other.locked = 0
                        AND coalesce(other.person, other.id) <> coalesce(one.person, one.id)))
BEGIN SELECT RAISE(ABORT, 'R2.5: two people confirm the time'); END;
CREATE TRIGGER clock_confirmed_stays BEFORE DELETE ON clock_confirmed BEGIN SELECT RAISE(ABORT, 'R2.5: what was confirmed is kept'); END;
CREATE TRIGGER clock_confirmed_is_kept BEFORE UPDATE ON clock_confirmed BEGIN SELECT RAISE(ABORT, 'R2.5: what was confirmed is kept'); END;

-- The seals of the state (R12.6): sums of the seals of rows, each behind a mask. Of groups of rows that are met together …
CREATE TABLE state_group (
  part TEXT    NOT NULL,                                                 -- a table, or the cases of contracts
  key  TEXT    NOT NULL,
  rows INTEGER NOT NULL CHECK (rows > 0),
  made INTEGER NOT NULL,                                                 -- when, counted as below
  sum  BLOB    NOT NULL CHECK (length(sum) = 32),
  PRIMARY KEY (part, key)
) STRICT, WITHOUT ROWID;

-- … of tables …
CREATE TABLE state_table (
  part TEXT    PRIMARY KEY,
  rows INTEGER NOT NULL,
  made INTEGER NOT NULL,
  sum  BLOB    NOT NULL CHECK (length(sum) = 32)
) STRICT, WITHOUT ROWID;

-- … and of the whole. An entry holds it, or as many changes as `loose` says were made since without one.
CREATE TABLE state (
  one   INTEGER PRIMARY KEY CHECK (one = 1),
  made  INTEGER NOT NULL,                                                -- how often seals were settled: no mask is made twice
  seq   INTEGER NOT NULL,                                                -- the last entry then
  loose INTEGER NOT NULL CHECK (loose >= 0),
  sum   BLOB    NOT NULL CHECK (length(sum) = 32),
  seal  BLOB    NOT NULL CHECK (length(seal) = 32)
) STRICT;

-- The keys of a store whose key was rotated, each sealed with the key file's (R12.7). No row: it never was.
CREATE TABLE key_ring (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL CHECK (version > 0),                          -- of the key of now
  bind    BLOB    NOT NULL,                                              -- what chains the trail and binds the state: it stays
  next    BLOB                                                           -- the key that is coming, while a rotation is under way
) STRICT;
CREATE TRIGGER meta_key_stays BEFORE UPDATE OF key_check ON meta WHEN NOT EXISTS (SELECT 1 FROM key_ring WHERE next IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a store keeps its key until it is rotated'); END;
