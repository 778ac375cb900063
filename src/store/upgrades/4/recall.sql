-- From version 3 to version 4: what speaks for fetching a fob back (R15.8). What is created is word for word what schema.sql creates.

-- Wrong codes of each token by Japan's day, for as long as they are looked at (R15.8).
CREATE TABLE code_failure (
  token BLOB    NOT NULL REFERENCES token (id),
  day   INTEGER NOT NULL,                                                -- days since 1970
  n     INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (token, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX code_failure_by_day ON code_failure (day, token, n);
CREATE INDEX token_drifting ON token (drift) WHERE drift <> 0;
