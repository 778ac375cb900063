-- From version 3 to version 4: what seed files say besides. Both are nothing for the tokens that are there: no start was kept,
-- and a fingerprint needs the seed itself.
ALTER TABLE token ADD COLUMN starts INTEGER;
ALTER TABLE token ADD COLUMN fingerprint BLOB CHECK (length(fingerprint) = 16);
CREATE UNIQUE INDEX token_by_fingerprint ON token (fingerprint) WHERE fingerprint IS NOT NULL;

-- What was read from end to end: payments when a user goes, and proofs whenever a drift moves.
CREATE INDEX payment_open ON payment (contract) WHERE status IN ('waiting', 'waiting_final');
CREATE INDEX proof_of_drift ON proof (token) WHERE drift IS NOT NULL;
