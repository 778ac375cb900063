-- What is done to fobs in stock (R15.7, R15.9). What is created is word for word what schema.sql creates.

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
