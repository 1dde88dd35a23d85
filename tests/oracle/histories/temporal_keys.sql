-- pg: >= 18
-- WITHOUT OVERLAPS and PERIOD.
CREATE EXTENSION btree_gist;
CREATE TABLE prices (id int, valid daterange, amount numeric, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE rooms (id int, at tstzrange, CONSTRAINT rooms_once UNIQUE (id, at WITHOUT OVERLAPS));
CREATE TABLE wrong (id int, valid daterange, PRIMARY KEY (valid WITHOUT OVERLAPS, id));
-- refused: 42601
CREATE TABLE wrong (id int, valid date, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
-- refused: 42804
CREATE TABLE wrong (valid daterange, PRIMARY KEY (valid WITHOUT OVERLAPS));
-- refused: 42601
CREATE TABLE orders (price int, at daterange, FOREIGN KEY (price, PERIOD at) REFERENCES prices (id, PERIOD valid));
ALTER TABLE orders ADD FOREIGN KEY (price, at) REFERENCES prices (id, valid);
-- refused: 42830
ALTER TABLE orders ADD FOREIGN KEY (price, PERIOD at) REFERENCES prices (id, PERIOD valid) ON DELETE CASCADE;
-- refused: 0A000
ALTER TABLE orders ADD FOREIGN KEY (price, PERIOD at) REFERENCES rooms (id, PERIOD at);
-- refused: 42804
INSERT INTO prices VALUES (1, '[2020-01-01,2021-01-01)', 5);
INSERT INTO prices VALUES (1, '[2020-06-01,2021-01-01)', 5);
-- refused: 23P01
INSERT INTO prices VALUES (1, 'empty', 5);
-- refused: 23514
ALTER TABLE prices DROP CONSTRAINT prices_pkey;
-- refused: 2BP01
DROP TABLE orders;
ALTER TABLE prices DROP CONSTRAINT prices_pkey, ADD CONSTRAINT prices_key UNIQUE (id, valid WITHOUT OVERLAPS);
