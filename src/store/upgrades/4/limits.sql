-- What an hour allows, and for how long a mistake is sent back (R7.6, R7.7); how long a session lasts, and who comes over SSH. What is
-- created is word for word what schema.sql creates.
DROP TRIGGER token_dead_stays_dead;
CREATE TRIGGER token_dead_stays_dead BEFORE UPDATE OF stock ON token
WHEN (old.stock = 'scrapped' AND new.stock <> 'scrapped')
  OR (old.stock = 'lost' AND new.stock NOT IN ('lost', 'scrapped')
      AND NOT (new.stock = 'issued' AND new.suspended_at IS NOT NULL AND new.suspended_for = 'returned'
               AND new.contract = old.contract AND old.handed_in IS NULL
               AND NOT EXISTS (SELECT 1 FROM issue WHERE issue.old = old.id)
               AND EXISTS (SELECT 1 FROM request, json_each(shown, '$.tokens') AS shown_token
                           WHERE contract = old.contract AND action = 'revoke' AND status = 'returned' AND receipt IS NOT NULL
                           AND json_extract(shown_token.value, '$.serial') = old.serial)))
BEGIN SELECT RAISE(ABORT, 'R15.1: lost and scrapped are for ever'); END;

DROP TRIGGER request_decided_by_supervisor;
CREATE TRIGGER request_decided_by_supervisor BEFORE UPDATE OF status, decided_by ON request
WHEN (new.decided_by IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM staff WHERE id = new.decided_by AND role = 'supervisor' AND locked = 0))
  OR (old.status = 'waiting' AND new.status NOT IN ('returned', 'withdrawn', 'done'))
  OR (old.status = 'to_look_over' AND new.status <> 'done'
      AND NOT (new.status = 'returned' AND new.decided_by IS NOT NULL AND new.reason IS NOT NULL))
  OR (old.status = 'waiting' AND new.status = 'done'
      AND NOT EXISTS (SELECT 1 FROM staff WHERE id = old.made_by AND role = old.made_as))
BEGIN SELECT RAISE(ABORT, 'R11.2: a supervisor decides'); END;

-- R11.7: what becomes of an act waits for whoever asked until they have looked.
CREATE TABLE unseen_matter (
  countersign BLOB PRIMARY KEY REFERENCES countersign (id),
  staff       TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX unseen_matter_of ON unseen_matter (staff);

-- Who sits at a console now: a second login of one ID is said at both. It decides nothing.
CREATE TABLE sitting (
  key   BLOB    PRIMARY KEY CHECK (length(key) = 16),
  staff TEXT    NOT NULL REFERENCES staff (id),
  place TEXT    NOT NULL,                                                -- a terminal or an address
  began INTEGER NOT NULL
) STRICT;
CREATE INDEX sitting_of ON sitting (staff, began);

-- Logins of the web by IDs that nobody has, counted by address: one entry a minute tells of them (R12.1).
CREATE TABLE stranger (
  place TEXT    PRIMARY KEY,                                             -- a terminal or an address
  since INTEGER NOT NULL,                                                -- of the entry
  more  INTEGER NOT NULL CHECK (more >= 0)                               -- how many came after it
) STRICT, WITHOUT ROWID;

CREATE INDEX countersign_by_time ON countersign (made_at);
CREATE INDEX request_stops ON request (made_at) WHERE action = 'stop';

UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[revocations]
lost_per_hour = "10 times"
stops_told = "30 times"
sent_back_within = "7 days"

[staff_logins]
session = "720 min"
dormant = "90 days"
over_ssh = "any"
';
