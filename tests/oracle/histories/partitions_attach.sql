-- ATTACH and DETACH PARTITION: what has to agree, and which indexes and constraints become one.
CREATE TABLE logs (id int NOT NULL, day date NOT NULL, message text, CONSTRAINT message_given CHECK (message <> '')) PARTITION BY RANGE (day);
CREATE INDEX logs_message ON logs (message);
CREATE UNIQUE INDEX logs_key ON logs (id, day);
CREATE TABLE logs_a (id int NOT NULL, day date NOT NULL, message text);
ALTER TABLE logs ATTACH PARTITION logs_a FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- refused: 42804
ALTER TABLE logs_a ADD CONSTRAINT message_given CHECK (message <> 'x');
ALTER TABLE logs ATTACH PARTITION logs_a FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- refused: 42804
ALTER TABLE logs_a DROP CONSTRAINT message_given, ADD CONSTRAINT message_given CHECK (message <> '');
CREATE INDEX logs_a_by_message ON logs_a (message);
-- The index that is there is taken, the missing one is made.
ALTER TABLE logs ATTACH PARTITION logs_a FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
DROP INDEX logs_a_by_message;
-- refused: 2BP01
DROP INDEX logs_a_id_day_idx;
-- refused: 2BP01
ALTER TABLE logs ATTACH PARTITION logs_a FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
-- refused: 42809
CREATE TABLE logs_b (message text, day date NOT NULL, id int NOT NULL, CONSTRAINT message_given CHECK (message <> ''), extra int);
ALTER TABLE logs ATTACH PARTITION logs_b FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- refused: 42804
ALTER TABLE logs_b DROP COLUMN extra;
ALTER TABLE logs ATTACH PARTITION logs_b FOR VALUES FROM ('2020-06-01') TO ('2022-01-01');
-- refused: 42P17
ALTER TABLE logs ATTACH PARTITION logs_b FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE TABLE logs_c (id int NOT NULL, message text);
ALTER TABLE logs ATTACH PARTITION logs_c DEFAULT;
-- refused: 42804
ALTER TABLE logs_c ADD COLUMN day timestamp NOT NULL;
ALTER TABLE logs ATTACH PARTITION logs_c DEFAULT;
-- refused: 42804
CREATE TABLE logs_d (id int, day date, message text, CONSTRAINT message_given CHECK (message <> ''));
ALTER TABLE logs ATTACH PARTITION logs_d DEFAULT;
-- refused: 42804
ALTER TABLE logs_d ALTER COLUMN id SET NOT NULL, ALTER COLUMN day SET NOT NULL;
ALTER TABLE logs ATTACH PARTITION logs_d DEFAULT;
ALTER TABLE logs ATTACH PARTITION missing DEFAULT;
-- refused: 42P01
ALTER TABLE logs_d ATTACH PARTITION logs_c DEFAULT;
-- refused: 42P17 (< 18)
-- refused: 42809 (>= 18)
ALTER TABLE logs DETACH PARTITION logs_c;
-- refused: 42P01
ALTER TABLE logs DETACH PARTITION missing;
-- refused: 42P01
ALTER TABLE logs DETACH PARTITION logs_a;
DROP INDEX logs_a_by_message;
DROP INDEX logs_a_id_day_idx;
ALTER TABLE logs_a DROP COLUMN message;
ALTER TABLE logs DETACH PARTITION logs_b CONCURRENTLY;
-- refused: 55000
ALTER TABLE logs DETACH PARTITION logs_d;
ALTER TABLE logs DETACH PARTITION logs_b CONCURRENTLY;
BEGIN;
ALTER TABLE logs ATTACH PARTITION logs_b FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
ALTER TABLE logs DETACH PARTITION logs_b CONCURRENTLY;
-- refused: 25001
ROLLBACK;
-- An index on the parent alone is invalid until each partition's is attached to it.
CREATE TABLE metrics (id int, value int) PARTITION BY LIST (id);
CREATE TABLE metrics_1 PARTITION OF metrics FOR VALUES IN (1);
CREATE TABLE metrics_2 PARTITION OF metrics FOR VALUES IN (2);
CREATE INDEX metrics_value ON ONLY metrics (value);
CREATE INDEX metrics_1_value ON metrics_1 (value);
CREATE INDEX metrics_2_id ON metrics_2 (id);
ALTER INDEX metrics_value ATTACH PARTITION metrics_1_value;
ALTER INDEX metrics_value ATTACH PARTITION metrics_2_id;
-- refused: 42P17
CREATE INDEX metrics_1_value2 ON metrics_1 (value);
ALTER INDEX metrics_value ATTACH PARTITION metrics_1_value2;
-- refused: 55000
CREATE INDEX metrics_2_value ON metrics_2 (value);
ALTER INDEX metrics_value ATTACH PARTITION metrics_2_value;
DROP INDEX metrics_1_value;
-- refused: 2BP01
DROP INDEX metrics_value;
SELECT 'metrics_2_value'::regclass;
-- refused: 42P01
ALTER TABLE ONLY metrics ADD CONSTRAINT metrics_key UNIQUE (id);
ALTER TABLE metrics_1 ADD CONSTRAINT metrics_1_key UNIQUE (id);
ALTER INDEX metrics_key ATTACH PARTITION metrics_1_key;
ALTER TABLE metrics_1 DROP CONSTRAINT metrics_1_key;
-- refused: 42P16
ALTER TABLE metrics DROP CONSTRAINT metrics_key;
CREATE TABLE plain_parent (id int);
CREATE TABLE plain_child () INHERITS (plain_parent);
ALTER TABLE metrics ATTACH PARTITION plain_child FOR VALUES IN (3);
-- refused: 42809
ALTER TABLE metrics ATTACH PARTITION plain_parent FOR VALUES IN (3);
-- refused: 42809
CREATE TEMP TABLE temp_part (id int, value int);
ALTER TABLE metrics ATTACH PARTITION temp_part FOR VALUES IN (3);
-- refused: 42809
ALTER TABLE metrics INHERIT plain_parent;
-- refused: 42809
ALTER TABLE metrics_1 INHERIT plain_parent;
-- refused: 42809
ALTER TABLE metrics_1 NO INHERIT metrics;
-- refused: 42809
