-- How often the trail leaves a checkpoint outside, as in the built-in policy (R1.1, R12.5).
UPDATE meta SET policy_version = policy_version + 1, policy = policy || '

[trail]
checkpoint_every = "1000 entries"
';
