-- The key of a store can be rotated (R12.7). What is created is word for word what schema.sql creates.
DROP TRIGGER meta_kind_stays;
CREATE TRIGGER meta_kind_stays BEFORE UPDATE OF store_id, kind ON meta
BEGIN SELECT RAISE(ABORT, 'a store stays what it is'); END;

-- The keys of a store whose key was rotated, each sealed with the key file's (R12.7). No row: it never was.
CREATE TABLE key_ring (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL CHECK (version > 0),                          -- of the key of now
  bind    BLOB    NOT NULL,                                              -- what chains the trail and binds the state: it stays
  next    BLOB                                                           -- the key that is coming, while a rotation is under way
) STRICT;
CREATE TRIGGER meta_key_stays BEFORE UPDATE OF key_check ON meta WHEN NOT EXISTS (SELECT 1 FROM key_ring WHERE next IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a store keeps its key until it is rotated'); END;
