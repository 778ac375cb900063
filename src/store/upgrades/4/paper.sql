-- What stands over the slips: nothing until the bank says what (R1.1).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[paper]
bank = ""
contact = ""
';
