-- pg: >= 15
-- Sequences without a log, which follow the table of an identity or serial column.
CREATE UNLOGGED SEQUENCE quick;
ALTER SEQUENCE quick SET LOGGED;
ALTER SEQUENCE quick SET UNLOGGED;
CREATE UNLOGGED TABLE t (id int GENERATED ALWAYS AS IDENTITY, s serial);
ALTER TABLE t SET LOGGED;
ALTER SEQUENCE t_id_seq SET UNLOGGED;
ALTER TABLE quick SET LOGGED;
