-- What was only asked about, and how often one may (R6.7); wrong codes whatever was unlocked (R9.5). What is created is word for word
-- what schema.sql creates.

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

-- What was counted before is the least that it can have been.
UPDATE token SET wrong_since = wrong_codes;

UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[codes]
wrong_in_all = "100 times"
questions = "5 times"
';
