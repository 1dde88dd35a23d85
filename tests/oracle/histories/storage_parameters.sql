-- Storage parameters of tables, indexes, views and columns, at their bounds and beyond.
CREATE TABLE t (a int, b text);
CREATE VIEW v AS SELECT a FROM t;
CREATE TABLE doc (d tsvector, p point);
CREATE INDEX t_btree ON t (a);
CREATE INDEX t_hash ON t USING hash (a);
CREATE INDEX t_brin ON t USING brin (a);
CREATE INDEX doc_gin ON doc USING gin (d);
CREATE INDEX doc_gist ON doc USING gist (p);
CREATE INDEX doc_spgist ON doc USING spgist (p);
ALTER TABLE t SET (autovacuum_analyze_scale_factor = 0);
ALTER TABLE t SET (autovacuum_analyze_scale_factor = 0.5);
ALTER TABLE t SET (autovacuum_analyze_scale_factor = -1.0);
-- refused: 22023
ALTER TABLE t SET (autovacuum_analyze_scale_factor = 101.0);
-- refused: 22023
ALTER TABLE t SET (autovacuum_analyze_threshold = 0);
ALTER TABLE t SET (autovacuum_analyze_threshold = 2147483647);
ALTER TABLE t SET (autovacuum_analyze_threshold = -1);
-- refused: 22023
ALTER TABLE t SET (autovacuum_analyze_threshold = many);
-- refused: 22023
ALTER TABLE t SET (autovacuum_enabled = yes);
ALTER TABLE t SET (autovacuum_enabled = maybe);
-- refused: 22023
ALTER TABLE t SET (autovacuum_freeze_max_age = 100000);
ALTER TABLE t SET (autovacuum_freeze_max_age = 2000000000);
ALTER TABLE t SET (autovacuum_freeze_max_age = 99999);
-- refused: 22023
ALTER TABLE t SET (autovacuum_freeze_max_age = 2000000001);
-- refused: 22023
ALTER TABLE t SET (autovacuum_freeze_max_age = many);
-- refused: 22023
ALTER TABLE t SET (autovacuum_freeze_min_age = 0);
ALTER TABLE t SET (autovacuum_freeze_min_age = 1000000000);
ALTER TABLE t SET (autovacuum_freeze_min_age = -1);
-- refused: 22023
ALTER TABLE t SET (autovacuum_freeze_min_age = 1000000001);
-- refused: 22023
ALTER TABLE t SET (autovacuum_freeze_min_age = many);
-- refused: 22023
ALTER TABLE t SET (autovacuum_freeze_table_age = 0);
ALTER TABLE t SET (autovacuum_freeze_table_age = 2000000000);
ALTER TABLE t SET (autovacuum_freeze_table_age = -1);
-- refused: 22023
ALTER TABLE t SET (autovacuum_freeze_table_age = 2000000001);
-- refused: 22023
ALTER TABLE t SET (autovacuum_freeze_table_age = many);
-- refused: 22023
ALTER TABLE t SET (autovacuum_multixact_freeze_max_age = 10000);
ALTER TABLE t SET (autovacuum_multixact_freeze_max_age = 2000000000);
ALTER TABLE t SET (autovacuum_multixact_freeze_max_age = 9999);
-- refused: 22023
ALTER TABLE t SET (autovacuum_multixact_freeze_max_age = 2000000001);
-- refused: 22023
ALTER TABLE t SET (autovacuum_multixact_freeze_max_age = many);
-- refused: 22023
ALTER TABLE t SET (autovacuum_multixact_freeze_min_age = 0);
ALTER TABLE t SET (autovacuum_multixact_freeze_min_age = 1000000000);
ALTER TABLE t SET (autovacuum_multixact_freeze_min_age = -1);
-- refused: 22023
ALTER TABLE t SET (autovacuum_multixact_freeze_min_age = 1000000001);
-- refused: 22023
ALTER TABLE t SET (autovacuum_multixact_freeze_min_age = many);
-- refused: 22023
ALTER TABLE t SET (autovacuum_multixact_freeze_table_age = 0);
ALTER TABLE t SET (autovacuum_multixact_freeze_table_age = 2000000000);
ALTER TABLE t SET (autovacuum_multixact_freeze_table_age = -1);
-- refused: 22023
ALTER TABLE t SET (autovacuum_multixact_freeze_table_age = 2000000001);
-- refused: 22023
ALTER TABLE t SET (autovacuum_multixact_freeze_table_age = many);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_cost_delay = 0);
ALTER TABLE t SET (autovacuum_vacuum_cost_delay = 0.5);
ALTER TABLE t SET (autovacuum_vacuum_cost_delay = -1.0);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_cost_delay = 101.0);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_cost_limit = 1);
ALTER TABLE t SET (autovacuum_vacuum_cost_limit = 10000);
ALTER TABLE t SET (autovacuum_vacuum_cost_limit = 0);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_cost_limit = 10001);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_cost_limit = many);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_insert_scale_factor = 0);
ALTER TABLE t SET (autovacuum_vacuum_insert_scale_factor = 0.5);
ALTER TABLE t SET (autovacuum_vacuum_insert_scale_factor = -1.0);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_insert_scale_factor = 101.0);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_insert_threshold = -1);
ALTER TABLE t SET (autovacuum_vacuum_insert_threshold = 2147483647);
ALTER TABLE t SET (autovacuum_vacuum_insert_threshold = -2);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_insert_threshold = many);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_scale_factor = 0);
ALTER TABLE t SET (autovacuum_vacuum_scale_factor = 0.5);
ALTER TABLE t SET (autovacuum_vacuum_scale_factor = -1.0);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_scale_factor = 101.0);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_threshold = 0);
ALTER TABLE t SET (autovacuum_vacuum_threshold = 2147483647);
ALTER TABLE t SET (autovacuum_vacuum_threshold = -1);
-- refused: 22023
ALTER TABLE t SET (autovacuum_vacuum_threshold = many);
-- refused: 22023
ALTER TABLE t SET (fillfactor = 10);
ALTER TABLE t SET (fillfactor = 100);
ALTER TABLE t SET (fillfactor = 9);
-- refused: 22023
ALTER TABLE t SET (fillfactor = 101);
-- refused: 22023
ALTER TABLE t SET (fillfactor = many);
-- refused: 22023
ALTER TABLE t SET (log_autovacuum_min_duration = -1);
ALTER TABLE t SET (log_autovacuum_min_duration = 2147483647);
ALTER TABLE t SET (log_autovacuum_min_duration = -2);
-- refused: 22023
ALTER TABLE t SET (log_autovacuum_min_duration = many);
-- refused: 22023
ALTER TABLE t SET (parallel_workers = 0);
ALTER TABLE t SET (parallel_workers = 1024);
ALTER TABLE t SET (parallel_workers = -1);
-- refused: 22023
ALTER TABLE t SET (parallel_workers = 1025);
-- refused: 22023
ALTER TABLE t SET (parallel_workers = many);
-- refused: 22023
ALTER TABLE t SET (toast_tuple_target = 128);
ALTER TABLE t SET (toast_tuple_target = 8160);
ALTER TABLE t SET (toast_tuple_target = 127);
-- refused: 22023
ALTER TABLE t SET (toast_tuple_target = 8161);
-- refused: 22023
ALTER TABLE t SET (toast_tuple_target = many);
-- refused: 22023
ALTER TABLE t SET (user_catalog_table = yes);
ALTER TABLE t SET (user_catalog_table = maybe);
-- refused: 22023
ALTER TABLE t SET (vacuum_index_cleanup = auto);
ALTER TABLE t SET (vacuum_index_cleanup = maybe);
-- refused: 22023
ALTER TABLE t SET (vacuum_truncate = yes);
ALTER TABLE t SET (vacuum_truncate = maybe);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_enabled = yes);
ALTER TABLE t SET (toast.autovacuum_enabled = maybe);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_freeze_max_age = 100000);
ALTER TABLE t SET (toast.autovacuum_freeze_max_age = 2000000000);
ALTER TABLE t SET (toast.autovacuum_freeze_max_age = 99999);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_freeze_max_age = 2000000001);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_freeze_max_age = many);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_freeze_min_age = 0);
ALTER TABLE t SET (toast.autovacuum_freeze_min_age = 1000000000);
ALTER TABLE t SET (toast.autovacuum_freeze_min_age = -1);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_freeze_min_age = 1000000001);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_freeze_min_age = many);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_freeze_table_age = 0);
ALTER TABLE t SET (toast.autovacuum_freeze_table_age = 2000000000);
ALTER TABLE t SET (toast.autovacuum_freeze_table_age = -1);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_freeze_table_age = 2000000001);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_freeze_table_age = many);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_max_age = 10000);
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_max_age = 2000000000);
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_max_age = 9999);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_max_age = 2000000001);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_max_age = many);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_min_age = 0);
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_min_age = 1000000000);
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_min_age = -1);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_min_age = 1000000001);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_min_age = many);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_table_age = 0);
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_table_age = 2000000000);
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_table_age = -1);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_table_age = 2000000001);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_multixact_freeze_table_age = many);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_cost_delay = 0);
ALTER TABLE t SET (toast.autovacuum_vacuum_cost_delay = 0.5);
ALTER TABLE t SET (toast.autovacuum_vacuum_cost_delay = -1.0);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_cost_delay = 101.0);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_cost_limit = 1);
ALTER TABLE t SET (toast.autovacuum_vacuum_cost_limit = 10000);
ALTER TABLE t SET (toast.autovacuum_vacuum_cost_limit = 0);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_cost_limit = 10001);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_cost_limit = many);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_insert_scale_factor = 0);
ALTER TABLE t SET (toast.autovacuum_vacuum_insert_scale_factor = 0.5);
ALTER TABLE t SET (toast.autovacuum_vacuum_insert_scale_factor = -1.0);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_insert_scale_factor = 101.0);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_insert_threshold = -1);
ALTER TABLE t SET (toast.autovacuum_vacuum_insert_threshold = 2147483647);
ALTER TABLE t SET (toast.autovacuum_vacuum_insert_threshold = -2);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_insert_threshold = many);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_scale_factor = 0);
ALTER TABLE t SET (toast.autovacuum_vacuum_scale_factor = 0.5);
ALTER TABLE t SET (toast.autovacuum_vacuum_scale_factor = -1.0);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_scale_factor = 101.0);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_threshold = 0);
ALTER TABLE t SET (toast.autovacuum_vacuum_threshold = 2147483647);
ALTER TABLE t SET (toast.autovacuum_vacuum_threshold = -1);
-- refused: 22023
ALTER TABLE t SET (toast.autovacuum_vacuum_threshold = many);
-- refused: 22023
ALTER TABLE t SET (toast.log_autovacuum_min_duration = -1);
ALTER TABLE t SET (toast.log_autovacuum_min_duration = 2147483647);
ALTER TABLE t SET (toast.log_autovacuum_min_duration = -2);
-- refused: 22023
ALTER TABLE t SET (toast.log_autovacuum_min_duration = many);
-- refused: 22023
ALTER TABLE t SET (toast.vacuum_index_cleanup = auto);
ALTER TABLE t SET (toast.vacuum_index_cleanup = maybe);
-- refused: 22023
ALTER TABLE t SET (toast.vacuum_truncate = yes);
ALTER TABLE t SET (toast.vacuum_truncate = maybe);
-- refused: 22023
ALTER VIEW v SET (check_option = local);
ALTER VIEW v SET (check_option = cascaded);
ALTER VIEW v SET (check_option = maybe);
-- refused: 22023
ALTER VIEW v SET (security_barrier = yes);
ALTER VIEW v SET (security_barrier = maybe);
-- refused: 22023
ALTER TABLE t ALTER COLUMN a SET (n_distinct = -1);
ALTER TABLE t ALTER COLUMN a SET (n_distinct = 0.5);
ALTER TABLE t ALTER COLUMN a SET (n_distinct = -2.0);
-- refused: 22023
ALTER TABLE t ALTER COLUMN a SET (n_distinct_inherited = -1);
ALTER TABLE t ALTER COLUMN a SET (n_distinct_inherited = 0.5);
ALTER TABLE t ALTER COLUMN a SET (n_distinct_inherited = -2.0);
-- refused: 22023
ALTER INDEX t_brin SET (autosummarize = yes);
ALTER INDEX t_brin SET (autosummarize = maybe);
-- refused: 22023
ALTER INDEX t_brin SET (pages_per_range = 1);
ALTER INDEX t_brin SET (pages_per_range = 131072);
ALTER INDEX t_brin SET (pages_per_range = 0);
-- refused: 22023
ALTER INDEX t_brin SET (pages_per_range = 131073);
-- refused: 22023
ALTER INDEX t_brin SET (pages_per_range = many);
-- refused: 22023
ALTER INDEX t_btree SET (deduplicate_items = yes);
ALTER INDEX t_btree SET (deduplicate_items = maybe);
-- refused: 22023
ALTER INDEX t_btree SET (fillfactor = 10);
ALTER INDEX t_btree SET (fillfactor = 100);
ALTER INDEX t_btree SET (fillfactor = 9);
-- refused: 22023
ALTER INDEX t_btree SET (fillfactor = 101);
-- refused: 22023
ALTER INDEX t_btree SET (fillfactor = many);
-- refused: 22023
ALTER INDEX t_btree SET (vacuum_cleanup_index_scale_factor = 0);
ALTER INDEX t_btree SET (vacuum_cleanup_index_scale_factor = 0.5);
ALTER INDEX t_btree SET (vacuum_cleanup_index_scale_factor = -1.0);
-- refused: 22023
ALTER INDEX doc_gin SET (fastupdate = yes);
ALTER INDEX doc_gin SET (fastupdate = maybe);
-- refused: 22023
ALTER INDEX doc_gin SET (gin_pending_list_limit = 64);
ALTER INDEX doc_gin SET (gin_pending_list_limit = 2147483647);
ALTER INDEX doc_gin SET (gin_pending_list_limit = 63);
-- refused: 22023
ALTER INDEX doc_gin SET (gin_pending_list_limit = many);
-- refused: 22023
ALTER INDEX doc_gist SET (buffering = auto);
ALTER INDEX doc_gist SET (buffering = on);
ALTER INDEX doc_gist SET (buffering = off);
ALTER INDEX doc_gist SET (buffering = maybe);
-- refused: 22023
ALTER INDEX doc_gist SET (fillfactor = 10);
ALTER INDEX doc_gist SET (fillfactor = 100);
ALTER INDEX doc_gist SET (fillfactor = 9);
-- refused: 22023
ALTER INDEX doc_gist SET (fillfactor = 101);
-- refused: 22023
ALTER INDEX doc_gist SET (fillfactor = many);
-- refused: 22023
ALTER INDEX t_hash SET (fillfactor = 10);
ALTER INDEX t_hash SET (fillfactor = 100);
ALTER INDEX t_hash SET (fillfactor = 9);
-- refused: 22023
ALTER INDEX t_hash SET (fillfactor = 101);
-- refused: 22023
ALTER INDEX t_hash SET (fillfactor = many);
-- refused: 22023
ALTER INDEX doc_spgist SET (fillfactor = 10);
ALTER INDEX doc_spgist SET (fillfactor = 100);
ALTER INDEX doc_spgist SET (fillfactor = 9);
-- refused: 22023
ALTER INDEX doc_spgist SET (fillfactor = 101);
-- refused: 22023
ALTER INDEX doc_spgist SET (fillfactor = many);
-- refused: 22023
-- A misspelt one is refused when it is set and not when it is reset.
ALTER TABLE t SET (fill_factor = 70);
-- refused: 22023
ALTER TABLE t RESET (fill_factor);
ALTER TABLE t SET (toast.fillfactor = 70);
-- refused: 22023
ALTER TABLE t SET (FillFactor = 75, "autovacuum_enabled" = off);
ALTER TABLE t SET ("FillFactor" = 75);
-- refused: 22023
-- The TOAST table's are its own.
ALTER TABLE t RESET (toast.autovacuum_enabled, toast.autovacuum_freeze_max_age, toast.autovacuum_freeze_min_age, toast.autovacuum_freeze_table_age, toast.autovacuum_multixact_freeze_max_age, toast.autovacuum_multixact_freeze_min_age, toast.autovacuum_multixact_freeze_table_age, toast.autovacuum_vacuum_cost_delay, toast.autovacuum_vacuum_cost_limit, toast.autovacuum_vacuum_insert_scale_factor, toast.autovacuum_vacuum_insert_threshold, toast.autovacuum_vacuum_scale_factor, toast.autovacuum_vacuum_threshold, toast.log_autovacuum_min_duration, toast.vacuum_index_cleanup, toast.vacuum_truncate);
