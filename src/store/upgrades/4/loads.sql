-- From version 3 to version 4: loads. What is created is word for word what schema.sql creates.
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

ALTER TABLE contract ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
ALTER TABLE token ADD COLUMN load INTEGER NOT NULL DEFAULT 0;
DROP INDEX contract_in_order;
CREATE INDEX contract_in_order ON contract (sort_key, number, load);

-- Nobody has seen the users of a load that is dropped.
DROP TRIGGER user_goes_with_a_trace;
CREATE TRIGGER user_goes_with_a_trace BEFORE DELETE ON user
WHEN NOT EXISTS (SELECT 1 FROM removed_user WHERE login_id = old.login_id)
  AND NOT EXISTS (SELECT 1 FROM contract JOIN load ON load.id = contract.load WHERE number = old.contract AND state = 'dropped')
BEGIN SELECT RAISE(ABORT, 'a login ID is never given twice'); END;
DROP TRIGGER user_master_stays;
CREATE TRIGGER user_master_stays BEFORE DELETE ON user WHEN old.kind = 'master'
  AND NOT EXISTS (SELECT 1 FROM contract JOIN load ON load.id = contract.load WHERE number = old.contract AND state = 'dropped')
BEGIN SELECT RAISE(ABORT, 'the master user stays'); END;

-- Who refers to what is swept is found by these.
CREATE INDEX removed_user_by_contract ON removed_user (contract);
CREATE INDEX proof_by_token ON proof (token);
CREATE INDEX proof_by_contract ON proof (contract);
