-- To version 4: names are found in memory. What is folded otherwise is indexed anew by the program.
CREATE INDEX contract_in_order ON contract (sort_key, number);
CREATE TABLE named (
  slot INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL UNIQUE                                           -- counted up: what has a later one was named since
) STRICT;
