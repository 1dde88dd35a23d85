-- Implicit names: made of table and columns, cut to 63 bytes, numbered where taken.
CREATE TABLE a_table_with_a_rather_long_name_for_a_test (a_column_with_a_rather_long_name_too int PRIMARY KEY, second_column_with_a_long_name serial UNIQUE CHECK (second_column_with_a_long_name > 0), short int REFERENCES a_table_with_a_rather_long_name_for_a_test);
CREATE INDEX ON a_table_with_a_rather_long_name_for_a_test (a_column_with_a_rather_long_name_too, second_column_with_a_long_name);
CREATE INDEX ON a_table_with_a_rather_long_name_for_a_test (a_column_with_a_rather_long_name_too, second_column_with_a_long_name);
CREATE INDEX ON a_table_with_a_rather_long_name_for_a_test (lower(short::text), (short + 1), (short * 2));
-- A name over 63 bytes is cut, with a notice.
CREATE TABLE this_name_has_far_more_than_sixty_three_bytes_and_is_cut_at_the_limit_of_them (id serial PRIMARY KEY);
CREATE TABLE this_name_has_far_more_than_sixty_three_bytes_and_is_cut_at_the_limit_again (id int);
-- refused: 42P07
ALTER TABLE this_name_has_far_more_than_sixty_three_bytes_and_is_cut_at_the_limit_again ADD COLUMN also_this_column_has_far_more_than_sixty_three_bytes_and_is_cut_too int UNIQUE;
ALTER TABLE this_name_has_far_more_than_sixty_three_bytes_and_is_cut_at_the_limit_of_them DROP COLUMN also_this_column_has_far_more_than_sixty_three_bytes_and_is_cut_still;
SELECT 'this_name_has_far_more_than_sixty_three_bytes_and_is_cut_at_the_limit'::regclass;
-- The longer part gives way until the whole fits.
CREATE TABLE t (this_column_alone_takes_the_sixty_three_bytes_that_a_name_may_a int UNIQUE REFERENCES a_table_with_a_rather_long_name_for_a_test CHECK (this_column_alone_takes_the_sixty_three_bytes_that_a_name_may_a > 1));
CREATE TABLE this_table_alone_takes_the_sixty_three_bytes_that_a_name_can_hav (c int UNIQUE CHECK (c > 0), d serial, CHECK (c > d));
CREATE TABLE u (this_column_alone_takes_the_sixty_three_bytes_that_a_name_may_a int UNIQUE, this_column_alone_takes_the_sixty_three_bytes_that_a_name_may_b int UNIQUE);
CREATE INDEX ON u (this_column_alone_takes_the_sixty_three_bytes_that_a_name_may_a, this_column_alone_takes_the_sixty_three_bytes_that_a_name_may_b);
CREATE INDEX ON u (this_column_alone_takes_the_sixty_three_bytes_that_a_name_may_b, this_column_alone_takes_the_sixty_three_bytes_that_a_name_may_a);
-- Numbered: by relations of the schema for indexes and sequences, by constraints of the schema too.
CREATE TABLE v_a_key (x int);
CREATE TABLE v (b int CHECK (b > 0) CHECK (b > 1), CONSTRAINT v_b_check1 CHECK (b > 2));
-- refused: 42710
CREATE TABLE v (a int UNIQUE, b int CHECK (b > 0) CHECK (b > 1), CONSTRAINT v_b_check2 CHECK (b > 2), c int);
ALTER TABLE v ADD CHECK (b > 3), ADD UNIQUE (a), ADD UNIQUE (a, b);
CREATE TABLE w (a int, CONSTRAINT v_c_fkey CHECK (a > 0));
ALTER TABLE v ADD FOREIGN KEY (c) REFERENCES u (this_column_alone_takes_the_sixty_three_bytes_that_a_name_may_a);
ALTER TABLE v ADD FOREIGN KEY (c) REFERENCES u (this_column_alone_takes_the_sixty_three_bytes_that_a_name_may_a);
CREATE TABLE x (v_a_check int);
CREATE INDEX ON v (a);
CREATE INDEX ON v (a);
CREATE INDEX v_a_idx2 ON v (a);
CREATE INDEX ON v (a);
CREATE INDEX ON v (a DESC, b);
CREATE INDEX ON v (coalesce(a, b), upper(c::text), (CASE WHEN a > 0 THEN b END), (a + b), (c::text), (ARRAY[a, b]));
CREATE INDEX ON v ((a IS NULL), (a > b AND b > c), (current_schema()), (a::text COLLATE "C"));
-- refused: 42P17
CREATE INDEX ON v ((a IS NULL), (a > b AND b > c), (a::text COLLATE "C"), greatest(a, b), nullif(a, b), (extract(epoch FROM interval '1 day')));
ALTER TABLE v ADD CHECK (a > 0 AND a < 10), ADD CHECK (a > 0 AND b > 0), ADD CHECK (1 > 0);
-- A multi-column check is called by the table alone; of a domain by the domain.
CREATE DOMAIN small AS int CHECK (VALUE > 0) CHECK (VALUE < 10);
ALTER DOMAIN small ADD CHECK (VALUE <> 5);
CREATE STATISTICS ON a, b FROM v;
-- refused: 42601 (< 16)
CREATE TABLE "Order" ("userId" int REFERENCES "Order", id serial PRIMARY KEY, UNIQUE ("userId"));
CREATE TABLE "Order" (id int);
-- refused: 42P07
DROP TABLE "Order";
CREATE TABLE "Order" (id serial PRIMARY KEY, "userId" int REFERENCES "Order", UNIQUE ("userId"), CHECK ("userId" > 0));
CREATE INDEX ON "Order" (abs("userId"));
ALTER TABLE "Order" RENAME TO "Orders";
ALTER TABLE "Orders" ADD UNIQUE ("userId", id);
DROP TABLE v_a_key;
ALTER TABLE v ADD UNIQUE (a);
