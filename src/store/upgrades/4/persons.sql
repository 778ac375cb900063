-- Two persons for power (R11.4, R11.5). What is created is word for word what schema.sql creates.
ALTER TABLE staff ADD COLUMN person TEXT;

-- When a member last gave the right password, for whatever: who works by command line alone is there too (R12.4).
ALTER TABLE staff ADD COLUMN last_used_at INTEGER;
UPDATE staff SET last_used_at = last_login_at;

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

INSERT INTO two_administrators (one) SELECT 1 WHERE (SELECT count(*) FROM staff WHERE role = 'administrator') > 1;

-- R11.4: maker and decider are two persons, whatever IDs they have; and nothing is approved for one who is locked by then.
CREATE TRIGGER request_decided_by_another BEFORE UPDATE OF status, decided_by ON request
WHEN (new.decided_by <> old.made_by
      AND EXISTS (SELECT 1 FROM staff AS decider JOIN staff AS maker ON maker.id = old.made_by
                  WHERE decider.id = new.decided_by
                    AND coalesce(decider.person, decider.id) = coalesce(maker.person, maker.id)))
  OR (old.status = 'waiting' AND new.status = 'done' AND NOT EXISTS (SELECT 1 FROM staff WHERE id = old.made_by AND locked = 0))
BEGIN SELECT RAISE(ABORT, 'R11.4: another person decides'); END;
