-- Whether an approver may use the fob that the maker of a payment shares, as in the built-in policy (R5.6, R1.1).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[payment]
shared_fob = "allowed"
';

-- What becomes of a request waits for whoever asked until they have looked (R11.7). Of those made before the upgrade those
-- that wait are to be told, as far as they can still be of the last days.
CREATE TABLE unseen_result (
  request BLOB PRIMARY KEY REFERENCES request (id),
  staff   TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX unseen_result_of ON unseen_result (staff);
CREATE INDEX request_by_maker ON request (made_by, made_at);
INSERT INTO unseen_result SELECT id, made_by FROM request
WHERE status = 'waiting' AND made_at > (SELECT max(made_at) FROM request) - 345600000;
