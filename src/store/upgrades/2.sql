-- From version 1 to version 2: the customer's side. What is created is word for word what schema.sql creates.

-- What a user may do besides, and whether they can get in (BRSK006, BRSK011). One row a user.
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
) STRICT, WITHOUT ROWID;

-- Passwords of users, as PHC strings. Only the check of a password reads this table.
CREATE TABLE customer_password (
  login_id     TEXT PRIMARY KEY REFERENCES user (login_id) ON DELETE CASCADE,
  login        TEXT NOT NULL CHECK (login LIKE '$argon2id$%'),
  confirmation TEXT NOT NULL CHECK (confirmation LIKE '$argon2id$%')     -- R5.5
) STRICT, WITHOUT ROWID;

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

-- R8.1: who is stopped, or in the closed period, doesn't get in.
CREATE TRIGGER session_is_allowed BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM user JOIN access USING (login_id)
             WHERE login_id = new.login_id AND (stopped = 1 OR login_stopped = 1 OR reopens_at > new.since))
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
CREATE INDEX user_any_case ON user (login_id COLLATE NOCASE);
CREATE INDEX removed_user_any_case ON removed_user (login_id COLLATE NOCASE);
CREATE TRIGGER user_id_serves_once BEFORE INSERT ON user
WHEN EXISTS (SELECT 1 FROM removed_user WHERE login_id = new.login_id COLLATE NOCASE)
  OR EXISTS (SELECT 1 FROM user WHERE login_id = new.login_id COLLATE NOCASE)
BEGIN SELECT RAISE(ABORT, 'a login ID is never given twice, in whatever case'); END;
CREATE TRIGGER user_goes_with_a_trace BEFORE DELETE ON user
WHEN NOT EXISTS (SELECT 1 FROM removed_user WHERE login_id = old.login_id)
BEGIN SELECT RAISE(ABORT, 'a login ID is never given twice'); END;
CREATE TRIGGER removed_user_stays BEFORE DELETE ON removed_user
BEGIN SELECT RAISE(ABORT, 'a login ID is never given twice'); END;
CREATE TRIGGER removed_user_is_kept BEFORE UPDATE ON removed_user
BEGIN SELECT RAISE(ABORT, 'a login ID is never given twice'); END;
CREATE TRIGGER user_master_stays BEFORE DELETE ON user WHEN old.kind = 'master'
BEGIN SELECT RAISE(ABORT, 'the master user stays'); END;
CREATE TRIGGER user_master_is_kept BEFORE UPDATE OF kind ON user WHEN (old.kind = 'master') <> (new.kind = 'master')
BEGIN SELECT RAISE(ABORT, 'the master user stays'); END;
CREATE TRIGGER user_contract_stays BEFORE UPDATE OF contract ON user WHEN new.contract <> old.contract
BEGIN SELECT RAISE(ABORT, 'a user stays with the contract'); END;

-- R3.2, R3.3: who is registered, is so with a token that was issued to the same contract and is not dead.
CREATE TRIGGER user_token_is_their_own BEFORE UPDATE OF token ON user WHEN new.token IS NOT NULL AND new.token IS NOT old.token
  AND NOT EXISTS (SELECT 1 FROM token WHERE id = new.token AND contract = new.contract AND stock = 'issued')
BEGIN SELECT RAISE(ABORT, 'R3.3: a token of the same contract'); END;

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

-- Users that were there before have what goes with their kind and operations, as Access::usual says.
INSERT INTO access (login_id, rights, limits, accounts)
SELECT login_id,
       CASE WHEN operations & 1 AND kind <> 'general'
              THEN '["preset_transfer","registered_transfer","payees","all_transactions","approve","all_history"]'
            WHEN operations & 1 THEN '["preset_transfer","registered_transfer","payees"]'
            WHEN kind <> 'general' THEN '["all_transactions","approve","all_history"]'
            ELSE '[]' END,
       '{"transfer":10000000,"preset":10000000,"bulk":10000000,"payroll":10000000,"pay_easy":10000000}',
       json_array((SELECT account FROM contract WHERE number = user.contract))
FROM user;

-- The figures of the new rules, as in the built-in policy (R1.1).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[portal]
login_pause_after = "3 times"
login_pause = "30 min"
login_stop_after = "6 times"
confirmation_stop_after = "5 times"
session_lapse = "15 min"
password_min = "8 characters"
';
