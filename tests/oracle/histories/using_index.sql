-- ADD CONSTRAINT ... USING INDEX: the index becomes the constraint's and takes its name.
CREATE TABLE t (a int NOT NULL, b int, c text);
CREATE UNIQUE INDEX t_a ON t (a);
CREATE UNIQUE INDEX t_b ON t (b);
CREATE UNIQUE INDEX t_desc ON t (a DESC);
CREATE UNIQUE INDEX t_expression ON t (lower(c));
CREATE UNIQUE INDEX t_partial ON t (b) WHERE a > 0;
CREATE INDEX t_plain ON t (b);
CREATE UNIQUE INDEX t_collated ON t (c COLLATE "C");
CREATE UNIQUE INDEX t_pattern ON t (c text_pattern_ops);
CREATE UNIQUE INDEX t_include ON t (b) INCLUDE (c);
ALTER TABLE t ADD PRIMARY KEY USING INDEX t_desc;
-- refused: 42809
ALTER TABLE t ADD UNIQUE USING INDEX t_expression;
-- refused: 42809
ALTER TABLE t ADD UNIQUE USING INDEX t_partial;
-- refused: 42809
ALTER TABLE t ADD UNIQUE USING INDEX t_plain;
-- refused: 42809
ALTER TABLE t ADD UNIQUE USING INDEX t_collated;
-- refused: 42809
ALTER TABLE t ADD UNIQUE USING INDEX t_pattern;
-- refused: 42809
ALTER TABLE t ADD UNIQUE USING INDEX missing;
-- refused: 42704
ALTER TABLE t ADD CONSTRAINT t_key PRIMARY KEY USING INDEX t_a;
ALTER TABLE t ADD CONSTRAINT other UNIQUE USING INDEX t_key;
-- refused: 55000
DROP INDEX t_a;
-- refused: 42704
DROP INDEX t_key;
-- refused: 2BP01
-- Without a name the constraint is called like the index.
ALTER TABLE t ADD UNIQUE USING INDEX t_b;
ALTER TABLE t RENAME CONSTRAINT t_b TO t_b_key;
ALTER TABLE t ADD CONSTRAINT with_more UNIQUE USING INDEX t_include DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE t DROP CONSTRAINT t_key;
DROP INDEX t_key;
-- refused: 42704
-- A primary key makes its columns NOT NULL.
CREATE UNIQUE INDEX t_bc ON t (b, c);
ALTER TABLE t ADD CONSTRAINT t_bc PRIMARY KEY USING INDEX t_bc;
ALTER TABLE t ALTER COLUMN b DROP NOT NULL;
-- refused: 42P16
CREATE UNIQUE INDEX t_again ON t (a);
ALTER TABLE t ADD CONSTRAINT t_plain UNIQUE USING INDEX t_again;
-- refused: 42P07
ALTER TABLE t ADD CONSTRAINT t_b_key UNIQUE USING INDEX t_again;
-- refused: 42P07
CREATE TABLE u (a int);
ALTER TABLE u ADD UNIQUE USING INDEX t_again;
-- refused: 55000
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE UNIQUE INDEX p_a ON p (a);
ALTER TABLE p ADD UNIQUE USING INDEX p_a;
-- refused: 0A000
