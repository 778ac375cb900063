-- From version 3 to version 4: the seals of the state. What is created is word for word what schema.sql creates.

-- The sum of the state as it stood with an entry (R12.6). Entries of an older version have none.
ALTER TABLE trail ADD COLUMN bound BLOB CHECK (length(bound) = 32);

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
