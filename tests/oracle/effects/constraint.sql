-- Constraints of tables and domains.
CREATE TABLE p (id int PRIMARY KEY, u int UNIQUE);
INSERT INTO p SELECT n, n FROM generate_series(1, 20) n;
CREATE TABLE t (id int PRIMARY KEY, a int, b text, p_id int, n int NOT NULL, r int4range);
INSERT INTO t SELECT n, n, n, n, n, int4range(n, n + 1) FROM generate_series(1, 20) n;
ALTER TABLE t ADD CONSTRAINT t_fk FOREIGN KEY (p_id) REFERENCES p;
ALTER TABLE t ADD CONSTRAINT t_check CHECK (n > 0);
CREATE TABLE m (id int, region int, a int) PARTITION BY LIST (region);
CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1);
CREATE TABLE m2 PARTITION OF m FOR VALUES IN (2);
INSERT INTO m SELECT n, 1 + n % 2, n FROM generate_series(1, 20) n;

-- case: add check
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);

-- case: add check, not valid
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;

-- case: add check, not enforced
-- pg: >= 18
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED;

-- case: validate check
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT c;

-- case: validate what is valid
ALTER TABLE t VALIDATE CONSTRAINT t_check;

-- case: add check and validate it in one statement
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID, VALIDATE CONSTRAINT c;

-- case: drop check
ALTER TABLE t DROP CONSTRAINT t_check;

-- case: drop constraint if exists, which doesn't, still locks
ALTER TABLE t DROP CONSTRAINT IF EXISTS missing;

-- case: add foreign key
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p;

-- case: add foreign key, not valid
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT VALID;

-- case: add foreign key, not enforced
-- pg: >= 18
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT ENFORCED;

-- case: add foreign key to itself
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES t;

-- case: validate foreign key
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT fk;

-- case: drop foreign key
ALTER TABLE t DROP CONSTRAINT t_fk;

-- case: alter constraint
ALTER TABLE t ALTER CONSTRAINT t_fk DEFERRABLE;

-- case: add foreign key to a partitioned table
ALTER TABLE m ADD PRIMARY KEY (id, region);
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a, n) REFERENCES m NOT VALID;

-- case: add foreign key of a partitioned table
ALTER TABLE m ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p;

-- case: add foreign key of a partitioned table, not valid
-- pg: >= 18
ALTER TABLE m ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT VALID;

-- case: validate foreign key of a partitioned table
-- pg: >= 18
ALTER TABLE m ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT VALID;
ALTER TABLE m VALIDATE CONSTRAINT fk;

-- case: drop foreign key of a partitioned table
ALTER TABLE m ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p;
ALTER TABLE m DROP CONSTRAINT fk;

-- case: drop foreign key to a partitioned table
ALTER TABLE m ADD PRIMARY KEY (id, region);
CREATE TABLE k (a int, b int, CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES m);
ALTER TABLE k DROP CONSTRAINT fk;

-- case: add unique
ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);

-- case: add unique using an index
CREATE UNIQUE INDEX i ON t (a);
ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i;

-- case: add primary key of a column that is not null
CREATE TABLE k (a int NOT NULL);
INSERT INTO k VALUES (1);
ALTER TABLE k ADD PRIMARY KEY (a);

-- case: add primary key of a column that may be null
CREATE TABLE k (a int);
INSERT INTO k VALUES (1);
ALTER TABLE k ADD PRIMARY KEY (a);

-- case: add primary key using an index, not null
CREATE TABLE k (a int NOT NULL);
INSERT INTO k VALUES (1);
CREATE UNIQUE INDEX i ON k (a);
ALTER TABLE k ADD CONSTRAINT k_pk PRIMARY KEY USING INDEX i;

-- case: add primary key using an index, may be null
CREATE TABLE k (a int);
INSERT INTO k VALUES (1);
CREATE UNIQUE INDEX i ON k (a);
ALTER TABLE k ADD CONSTRAINT k_pk PRIMARY KEY USING INDEX i;

-- case: add primary key using an index, may be null but a check proves it
CREATE TABLE k (a int CHECK (a IS NOT NULL));
INSERT INTO k VALUES (1);
CREATE UNIQUE INDEX i ON k (a);
ALTER TABLE k ADD CONSTRAINT k_pk PRIMARY KEY USING INDEX i;

-- case: add exclusion
ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (r WITH &&);

-- case: add primary key of a partitioned table, not null
ALTER TABLE m ALTER COLUMN id SET NOT NULL, ALTER COLUMN region SET NOT NULL;
ALTER TABLE m ADD PRIMARY KEY (id, region);

-- case: add primary key of a partitioned table, may be null
ALTER TABLE m ADD PRIMARY KEY (id, region);

-- case: add unique of a partitioned table
ALTER TABLE m ADD UNIQUE (id, region);

-- case: add check of a partitioned table
ALTER TABLE m ADD CONSTRAINT c CHECK (a > 0);

-- case: validate check of a partitioned table
ALTER TABLE m ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE m VALIDATE CONSTRAINT c;

-- case: drop unique
ALTER TABLE p DROP CONSTRAINT p_u_key;

-- case: drop primary key
ALTER TABLE t DROP CONSTRAINT t_pkey;

-- case: drop primary key that a foreign key needs
ALTER TABLE p DROP CONSTRAINT p_pkey CASCADE;

-- case: add not null constraint
-- pg: >= 18
ALTER TABLE t ADD CONSTRAINT nn NOT NULL a;

-- case: add not null constraint of what is not null
-- pg: >= 18
CREATE TABLE k (a int PRIMARY KEY);
ALTER TABLE k ADD NOT NULL a;

-- case: add not null constraint, not valid
-- pg: >= 18
ALTER TABLE t ADD CONSTRAINT nn NOT NULL a NOT VALID;

-- case: add not null constraint with a proof
-- pg: >= 18
ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL);
ALTER TABLE t ADD CONSTRAINT nn NOT NULL a;

-- case: validate not null constraint
-- pg: >= 18
ALTER TABLE t ADD CONSTRAINT nn NOT NULL a NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT nn;

-- case: validate not null constraint with a proof
-- pg: >= 18
ALTER TABLE t ADD CONSTRAINT nn NOT NULL a NOT VALID;
ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL);
ALTER TABLE t VALIDATE CONSTRAINT nn;

-- case: drop not null constraint
-- pg: >= 18
ALTER TABLE t ADD CONSTRAINT nn NOT NULL a NOT VALID;
ALTER TABLE t DROP CONSTRAINT nn;

-- case: rename constraint
ALTER TABLE t RENAME CONSTRAINT t_check TO other;

-- case: rename foreign key
ALTER TABLE t RENAME CONSTRAINT t_fk TO other;

-- case: rename primary key
ALTER TABLE t RENAME CONSTRAINT t_pkey TO other;

-- case: comment on a constraint
COMMENT ON CONSTRAINT t_check ON t IS 'x';

-- case: drop and add a foreign key in one statement
ALTER TABLE t DROP CONSTRAINT t_fk, ADD CONSTRAINT t_fk FOREIGN KEY (p_id) REFERENCES p ON DELETE CASCADE;

-- case: drop and add a check in one statement
ALTER TABLE t DROP CONSTRAINT t_check, ADD CONSTRAINT t_check CHECK (n > 1 OR n = 1);

-- case: add check of a domain
CREATE DOMAIN d AS int;
ALTER TABLE t ADD COLUMN x d;
ALTER DOMAIN d ADD CONSTRAINT d_check CHECK (VALUE > 0);

-- case: add check of a domain, not valid
CREATE DOMAIN d AS int;
ALTER TABLE t ADD COLUMN x d;
ALTER DOMAIN d ADD CONSTRAINT d_check CHECK (VALUE > 0) NOT VALID;

-- case: validate check of a domain
CREATE DOMAIN d AS int;
ALTER TABLE t ADD COLUMN x d;
ALTER DOMAIN d ADD CONSTRAINT d_check CHECK (VALUE > 0) NOT VALID;
ALTER DOMAIN d VALIDATE CONSTRAINT d_check;

-- case: set not null of a domain
CREATE DOMAIN d AS int;
ALTER TABLE t ADD COLUMN x d DEFAULT 1;
ALTER DOMAIN d SET NOT NULL;

-- case: drop constraint of a domain
CREATE DOMAIN d AS int CONSTRAINT d_check CHECK (VALUE > 0);
ALTER TABLE t ADD COLUMN x d DEFAULT 1;
ALTER DOMAIN d DROP CONSTRAINT d_check;

-- case: set default of a domain
CREATE DOMAIN d AS int;
ALTER TABLE t ADD COLUMN x d;
ALTER DOMAIN d SET DEFAULT 1;

-- case: add check of a domain under a domain
CREATE DOMAIN d AS int;
CREATE DOMAIN dd AS d;
ALTER TABLE t ADD COLUMN x dd;
ALTER DOMAIN d ADD CONSTRAINT d_check CHECK (VALUE > 0);

-- case: make a foreign key enforced
-- pg: >= 18
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT ENFORCED;
ALTER TABLE t ALTER CONSTRAINT fk ENFORCED;

-- case: make a foreign key not enforced
-- pg: >= 18
ALTER TABLE t ALTER CONSTRAINT t_fk NOT ENFORCED;

-- case: alter foreign key of a partitioned table
ALTER TABLE m ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p;
ALTER TABLE m ALTER CONSTRAINT fk DEFERRABLE;

-- case: add foreign key of a table that is inherited
CREATE TABLE c () INHERITS (t);
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p;

-- case: add unique of a table that is inherited
CREATE TABLE c () INHERITS (t);
ALTER TABLE t ADD UNIQUE (a);

-- case: add primary key of a table that is inherited, may be null
CREATE TABLE k (a int);
CREATE TABLE c () INHERITS (k);
INSERT INTO c VALUES (1);
ALTER TABLE k ADD PRIMARY KEY (a);

-- case: drop check of a table that is inherited
CREATE TABLE c () INHERITS (t);
ALTER TABLE t DROP CONSTRAINT t_check;

-- case: drop foreign key of a table that is inherited
CREATE TABLE c () INHERITS (t);
ALTER TABLE t DROP CONSTRAINT t_fk;

-- case: add check of a table that is inherited, no inherit
CREATE TABLE c () INHERITS (t);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NO INHERIT;

-- case: validate foreign key to a partitioned table
ALTER TABLE m ADD PRIMARY KEY (id, region);
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a, n) REFERENCES m NOT VALID;
DELETE FROM t;
ALTER TABLE t VALIDATE CONSTRAINT fk;

-- case: drop unique of a table that is inherited
CREATE TABLE c () INHERITS (p);
ALTER TABLE p DROP CONSTRAINT p_u_key;

-- case: validate foreign key of a table that is inherited
CREATE TABLE c () INHERITS (t);
ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT fk;

-- case: validate check of a table that is inherited
CREATE TABLE c () INHERITS (t);
INSERT INTO c (id, n) VALUES (99, 1);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT c;

-- case: add not null constraint of a table that is inherited
-- pg: >= 18
CREATE TABLE c () INHERITS (t);
ALTER TABLE t ADD CONSTRAINT nn NOT NULL a;

-- case: add primary key using an index, the proof dropped in the same statement
CREATE TABLE k (a int CONSTRAINT k_proof CHECK (a IS NOT NULL));
INSERT INTO k VALUES (1);
CREATE UNIQUE INDEX i ON k (a);
ALTER TABLE k ADD CONSTRAINT k_pk PRIMARY KEY USING INDEX i, DROP CONSTRAINT k_proof;
