-- From version 3 to version 4: what else is known of a contract (R16.2). The telephones of now count at once (R10.7).
ALTER TABLE contract ADD COLUMN phone_since INTEGER;
ALTER TABLE contract ADD COLUMN address TEXT;
ALTER TABLE contract ADD COLUMN address_since INTEGER;
ALTER TABLE contract ADD COLUMN representative TEXT;
ALTER TABLE contract ADD COLUMN closed TEXT CHECK (closed GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
