-- When the clock is doubted, and how it is set right again (R2.5). What is created is word for word what schema.sql creates.
ALTER TABLE trail_head ADD COLUMN mark INTEGER;

UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[time]
leap = "14 days"
';

-- When the time was looked at (R2.5): by an administrator and another person, or by one alone while there never were two (R11.5).
-- `seq`: the entry that says so. In its transaction alone, periods that began later than `at` are reckoned anew from it.
CREATE TABLE clock_confirmed (
  seq    INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  by     TEXT    NOT NULL REFERENCES staff (id),
  second TEXT    REFERENCES staff (id),
  CHECK (second <> by)
) STRICT;
CREATE TRIGGER clock_confirmed_by_two BEFORE INSERT ON clock_confirmed
WHEN new.seq IS NOT (SELECT count FROM trail_head) + 1
  OR NOT EXISTS (SELECT 1 FROM staff WHERE id = new.by AND role = 'administrator' AND locked = 0)
  OR (new.second IS NULL AND EXISTS (SELECT 1 FROM two_administrators))
  OR (new.second IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM staff AS other JOIN staff AS one ON one.id = new.by
                      WHERE other.id = new.second AND other.locked = 0
                        AND coalesce(other.person, other.id) <> coalesce(one.person, one.id)))
BEGIN SELECT RAISE(ABORT, 'R2.5: two people confirm the time'); END;
CREATE TRIGGER clock_confirmed_stays BEFORE DELETE ON clock_confirmed BEGIN SELECT RAISE(ABORT, 'R2.5: what was confirmed is kept'); END;
CREATE TRIGGER clock_confirmed_is_kept BEFORE UPDATE ON clock_confirmed BEGIN SELECT RAISE(ABORT, 'R2.5: what was confirmed is kept'); END;

DROP TRIGGER user_closed_stays;
-- R8.3: nobody shortens a closed period. It ends by itself, or by a registration when it is over; one that began while the clock was
-- wrong is reckoned anew where the time is confirmed, and only there (R2.5).
CREATE TRIGGER user_closed_stays BEFORE UPDATE OF reopens_at ON user
WHEN old.reopens_at IS NOT NULL AND (new.reopens_at < old.reopens_at
  OR (new.reopens_at IS NULL AND (new.registered_at IS NULL OR new.registered_at < old.reopens_at)))
  AND NOT EXISTS (SELECT 1 FROM clock_confirmed JOIN trail_head ON seq = count + 1 WHERE new.reopens_at > at)
BEGIN SELECT RAISE(ABORT, 'R8.3: nobody shortens a closed period'); END;

DROP TRIGGER identity_check_ends_once;
CREATE TRIGGER identity_check_ends_once
BEFORE UPDATE OF id, contract, channel, person, drawn, methods, outcome, by, at, session, tries, called, why ON identity_check
WHEN old.outcome = 'failed' OR (old.outcome = 'confirmed' AND (new.outcome <> 'confirmed'
      OR substr(new.methods, 1, length(old.methods) - 1) <> substr(old.methods, 1, length(old.methods) - 1)))
  OR new.id <> old.id OR new.contract <> old.contract OR new.channel <> old.channel
  OR new.person <> old.person OR new.drawn <> old.drawn OR new.by <> old.by
  OR (new.at <> old.at AND NOT EXISTS (SELECT 1 FROM clock_confirmed AS clock JOIN trail_head ON seq = count + 1
                                       WHERE new.at = clock.at AND old.at > clock.at))
  OR new.session IS NOT old.session OR (old.called IS NOT NULL AND new.called IS NOT old.called)
BEGIN SELECT RAISE(ABORT, 'R10.1: a check ends once, as it was begun'); END;
