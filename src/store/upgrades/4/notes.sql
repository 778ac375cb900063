-- From version 3 to version 4: notes on contracts (R16.5). What is created is word for word what schema.sql creates.

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
