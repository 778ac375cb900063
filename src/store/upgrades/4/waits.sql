-- Nobody is locked by tries (R11.6). What is created is word for word what schema.sql creates.
ALTER TABLE staff DROP COLUMN wait_until;

-- Waits after wrong passwords of staff, one for each place they were typed at (R11.6): nobody is shut out of elsewhere.
-- Where no password was looked at, as the member is bound to another account, `place` is empty.
CREATE TABLE login_wait (
  staff      TEXT    NOT NULL REFERENCES staff (id),
  place      TEXT    NOT NULL,                                           -- a terminal or an address
  wrong      INTEGER NOT NULL CHECK (wrong >= 0),                        -- in a row, the one that is being tried included
  wait_until INTEGER NOT NULL,                                           -- no try before this
  PRIMARY KEY (staff, place)
) STRICT, WITHOUT ROWID;

-- Five in a row locked a member; a hundred ask for a new password now.
UPDATE meta SET policy_version = policy_version + 1,
  policy = replace(policy, 'wrong_passwords = "5 times"', 'wrong_passwords = "100 times"');
