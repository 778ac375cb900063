-- From where wrong login passwords came, and passwords that somebody else gave (R17.1, R17.2). What is created is word for word what
-- schema.sql creates.
ALTER TABLE access ADD COLUMN places TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(places));
ALTER TABLE access ADD COLUMN wrong_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE access ADD COLUMN wrong_today INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customer_password ADD COLUMN given INTEGER NOT NULL DEFAULT 0 CHECK (given IN (0, 1));

-- A pause was of a login ID and is of an address now; nobody knows of which.
UPDATE access SET paused_until = NULL WHERE paused_until IS NOT NULL;

UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[logins]
stop_day = "30 times"
stop_total = "100 times"
known = "90 days"
';

DROP TRIGGER session_is_allowed;
-- R8.1: who is stopped, or in the closed period, doesn't get in. Where strangers are stopped, an address that is known does (R17.2).
CREATE TRIGGER session_is_allowed BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM user JOIN access USING (login_id)
             WHERE login_id = new.login_id AND (stopped = 1 OR reopens_at > new.since
               OR (login_stopped = 1
                   AND NOT EXISTS (SELECT 1 FROM json_each(places) WHERE json_extract(value, '$.known_until') IS NOT NULL))))
BEGIN SELECT RAISE(ABORT, 'R8.1: no login now'); END;
