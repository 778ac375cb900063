-- Whether an approver may use the fob that the maker of a payment shares, as in the built-in policy (R5.6, R1.1).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[payment]
shared_fob = "allowed"
';
