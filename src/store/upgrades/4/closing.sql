-- From version 3 to version 4: the end of a contract. What is created is word for word what schema.sql creates.

-- 解約 (R16.1): a contract ends once. Nobody is registered or logged in there any more, and no fob is issued to it.
CREATE INDEX contract_closed ON contract (branch_code) WHERE closed IS NOT NULL;
CREATE TRIGGER contract_ends_once BEFORE UPDATE OF closed ON contract
WHEN (old.closed IS NOT NULL AND new.closed IS NOT old.closed)
  OR (old.closed IS NULL AND new.closed IS NOT NULL AND EXISTS (SELECT 1 FROM user WHERE contract = new.number AND token IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'R16.1: a contract ends once, with its registrations'); END;
CREATE TRIGGER contract_closed_is_out AFTER UPDATE OF closed ON contract WHEN new.closed IS NOT NULL
BEGIN DELETE FROM session WHERE login_id IN (SELECT login_id FROM user WHERE contract = new.number); END;
CREATE TRIGGER contract_closed_has_no_session BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM user JOIN contract ON number = contract WHERE login_id = new.login_id AND closed IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'R16.1: the contract is closed'); END;
CREATE TRIGGER contract_closed_has_no_user BEFORE UPDATE OF token ON user
WHEN new.token IS NOT NULL AND EXISTS (SELECT 1 FROM contract WHERE number = new.contract AND closed IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'R16.1: the contract is closed'); END;
CREATE TRIGGER contract_closed_has_no_fob BEFORE UPDATE OF stock ON token
WHEN old.stock = 'in_stock' AND new.stock = 'issued'
  AND EXISTS (SELECT 1 FROM contract WHERE number = new.contract AND closed IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'R16.1: the contract is closed'); END;
