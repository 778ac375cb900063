-- From version 3 to version 4: what seed files say besides. Both are nothing for the tokens that are there: no start was kept,
-- and a fingerprint needs the seed itself.
ALTER TABLE token ADD COLUMN starts INTEGER;
ALTER TABLE token ADD COLUMN fingerprint BLOB CHECK (length(fingerprint) = 16);
CREATE UNIQUE INDEX token_by_fingerprint ON token (fingerprint) WHERE fingerprint IS NOT NULL;
