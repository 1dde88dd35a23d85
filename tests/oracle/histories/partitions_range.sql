-- Range partitions: bounds, defaults, keys and indexes that pass down.
CREATE TABLE events (id bigint NOT NULL, at timestamptz NOT NULL, kind text, payload jsonb) PARTITION BY RANGE (at);
CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE events_2024 PARTITION OF events (payload NOT NULL, CHECK (id > 0)) FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_overlap PARTITION OF events FOR VALUES FROM ('2024-06-01') TO ('2026-01-01');
-- refused: 42P17
CREATE TABLE events_reversed PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2026-01-01');
-- refused: 42P17
CREATE TABLE events_empty PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2027-01-01');
-- refused: 42P17
CREATE TABLE events_null PARTITION OF events FOR VALUES FROM (NULL) TO ('2027-01-01');
-- refused: 42P17
CREATE TABLE events_list PARTITION OF events FOR VALUES IN ('2027-01-01');
-- refused: 42P16
CREATE TABLE events_two PARTITION OF events FOR VALUES FROM ('2027-01-01', 1) TO ('2028-01-01', 1);
-- refused: 42P16
CREATE TABLE events_text PARTITION OF events FOR VALUES FROM ('yesteryear') TO ('2028-01-01');
-- refused: 22007
CREATE TABLE events_past PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2023-01-01');
CREATE TABLE events_other PARTITION OF events DEFAULT;
CREATE TABLE events_another PARTITION OF events DEFAULT;
-- refused: 42P17
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events (id, at) VALUES (1, '2023-05-05'), (2, '2030-01-01');
CREATE TABLE events_2030 PARTITION OF events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
-- refused: 23514
-- A key has to hold the partition's key; it comes to be in every partition, also in new ones.
ALTER TABLE events ADD PRIMARY KEY (id);
-- refused: 0A000
ALTER TABLE events ADD PRIMARY KEY (id, at);
CREATE UNIQUE INDEX events_id ON events (id);
-- refused: 0A000
CREATE UNIQUE INDEX events_kind_at ON events (kind, at);
CREATE INDEX events_kind ON events (kind);
CREATE INDEX ON events USING gin (payload);
CREATE INDEX CONCURRENTLY events_concurrent ON events (id);
-- refused: 0A000
CREATE INDEX CONCURRENTLY events_2023_id ON events_2023 (id);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
DROP INDEX events_2026_kind_idx;
-- refused: 2BP01
DROP INDEX events_2026_kind_idx CASCADE;
-- refused: 2BP01
ALTER TABLE events_2026 DROP CONSTRAINT events_2026_pkey;
-- refused: 42P16
ALTER TABLE events ADD COLUMN source text DEFAULT 'web';
ALTER TABLE events_2026 ADD COLUMN source2 text;
-- refused: 42809
ALTER TABLE events_2026 DROP COLUMN source;
-- refused: 42P16
ALTER TABLE events_2026 RENAME COLUMN source TO origin;
-- refused: 42P16
ALTER TABLE events_2026 ALTER COLUMN source TYPE varchar(10);
-- refused: 42P16
ALTER TABLE events RENAME COLUMN source TO origin;
ALTER TABLE events ALTER COLUMN origin TYPE varchar(10);
ALTER TABLE events_2026 ALTER COLUMN origin SET DEFAULT 'app';
ALTER TABLE events ALTER COLUMN at TYPE timestamp;
-- refused: 42P16
ALTER TABLE events DROP COLUMN at;
-- refused: 42P16
ALTER TABLE events RENAME COLUMN at TO happened_at;
ALTER TABLE events_2026 ALTER COLUMN happened_at DROP NOT NULL;
-- refused: 42P16
ALTER TABLE events ADD CONSTRAINT known_kind CHECK (kind IS NOT NULL) NO INHERIT;
-- refused: 42P16
ALTER TABLE events ADD CONSTRAINT short_kind CHECK (length(kind) < 30);
ALTER TABLE events_2026 DROP CONSTRAINT short_kind;
-- refused: 42P16
ALTER TABLE events DROP CONSTRAINT short_kind;
CREATE TABLE archive (at int) INHERITS (events);
-- refused: 42809
CREATE TABLE not_partitioned (id int);
CREATE TABLE part_of_plain PARTITION OF not_partitioned FOR VALUES FROM (1) TO (2);
-- refused: 42P17
CREATE TABLE by_expression (a int, b text) PARTITION BY RANGE ((a % 10), lower(b) COLLATE "C");
CREATE TABLE by_expression_low PARTITION OF by_expression FOR VALUES FROM (0, MINVALUE) TO (5, MAXVALUE);
CREATE TABLE by_expression_mid PARTITION OF by_expression FOR VALUES FROM (5, 'm') TO (6, 'a');
-- refused: 42P17
CREATE TABLE by_expression_high PARTITION OF by_expression FOR VALUES FROM (6, 'm') TO (MAXVALUE, MAXVALUE);
ALTER TABLE by_expression ADD UNIQUE (a, b);
-- refused: 0A000
CREATE TABLE by_missing (a int) PARTITION BY RANGE (b);
-- refused: 42703
CREATE TABLE by_volatile (a timestamptz) PARTITION BY RANGE ((a > now()));
-- refused: 42P17
CREATE TABLE by_constant (a int) PARTITION BY RANGE ((1));
-- refused: 42P17
CREATE TABLE by_json (a json) PARTITION BY RANGE (a);
-- refused: 42704
CREATE TABLE by_both (a int) PARTITION BY RANGE (a) INHERITS (not_partitioned);
-- refused: 42601
DROP TABLE events_past;
DROP TABLE events;
SELECT * FROM events_2023;
-- refused: 42P01
