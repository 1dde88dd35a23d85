-- pg: >= 15
-- security_invoker, and what only newer servers say of views.
CREATE TABLE t (id int);
CREATE VIEW v WITH (security_invoker = true, security_barrier) AS SELECT id FROM t;
ALTER VIEW v SET (security_invoker = off);
ALTER VIEW v SET (security_invoker = maybe);
-- refused: 22023
CREATE OR REPLACE VIEW v AS SELECT id FROM t;
