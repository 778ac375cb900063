-- Whether an approver may use the fob that the maker of a payment shares, as in the built-in policy (R5.6, R1.1).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[payment]
shared_fob = "allowed"
';

-- What becomes of a request waits for whoever asked until they have looked (R11.7). Of those made before the upgrade those
-- that wait are to be told, as far as they can still be of the last days.
CREATE TABLE unseen_result (
  request BLOB NOT NULL REFERENCES request (id),
  staff   TEXT NOT NULL REFERENCES staff (id),
  PRIMARY KEY (request, staff)
) STRICT;
CREATE INDEX unseen_result_of ON unseen_result (staff);
-- At a shift's change a colleague takes over what another asked for: they too are told what becomes of it.
CREATE TABLE taken_over (
  request BLOB    NOT NULL REFERENCES request (id),
  staff   TEXT    NOT NULL REFERENCES staff (id),
  at      INTEGER NOT NULL,
  PRIMARY KEY (request, staff)
) STRICT;
CREATE INDEX taken_over_by ON taken_over (staff, at);
CREATE TRIGGER taken_over_from_another BEFORE INSERT ON taken_over
WHEN EXISTS (SELECT 1 FROM request WHERE id = new.request AND made_by = new.staff)
BEGIN SELECT RAISE(ABORT, 'R11.7: nobody takes over what is theirs'); END;
CREATE TRIGGER taken_over_stays BEFORE DELETE ON taken_over BEGIN SELECT RAISE(ABORT, 'what was taken over is kept'); END;
CREATE INDEX request_by_maker ON request (made_by, made_at);
INSERT INTO unseen_result SELECT id, made_by FROM request
WHERE status = 'waiting' AND made_at > (SELECT max(made_at) FROM request) - 345600000;
