-- To version 4: names are found in memory. What is folded otherwise, in words of another form, is indexed anew by the program.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (pieces, content = '', contentless_delete = 1, prefix = '1', tokenize = 'ascii');
CREATE INDEX contract_in_order ON contract (sort_key, number);
CREATE TABLE named (
  slot INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL UNIQUE                                           -- counted up: what has a later one was named since
) STRICT;
