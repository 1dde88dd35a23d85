-- Exclusion constraints.
CREATE TABLE rooms (room int, during tsrange, spot circle, EXCLUDE USING gist (during WITH &&), CONSTRAINT no_overlap EXCLUDE USING gist (spot WITH &&) WHERE (room > 0));
CREATE TABLE wrong (room int, EXCLUDE USING gist (room WITH =));
-- refused: 42704
CREATE EXTENSION btree_gist;
CREATE TABLE bookings (room int, during tsrange, EXCLUDE USING gist (room WITH =, during WITH &&) DEFERRABLE);
CREATE TABLE wrong (room int, EXCLUDE (room WITH <));
-- refused: 42809
CREATE TABLE wrong (room int, EXCLUDE USING gist (missing WITH =));
-- refused: 42703
CREATE TABLE wrong (room int, EXCLUDE USING gin (room WITH =));
-- refused: 0A000
CREATE TABLE wrong (room int, EXCLUDE USING missing (room WITH =));
-- refused: 42704
CREATE TABLE hashed (room int, EXCLUDE USING hash (room WITH =), EXCLUDE ((room % 10) WITH =));
ALTER TABLE bookings ADD EXCLUDE USING gist (room WITH =, during WITH &&);
ALTER TABLE bookings ADD CONSTRAINT bookings_room_during_excl EXCLUDE (room WITH =);
-- refused: 42P07
CREATE TABLE refers (room int REFERENCES hashed (room));
-- refused: 42830
INSERT INTO bookings VALUES (1, '[2020-01-01, 2020-02-01)');
INSERT INTO bookings VALUES (1, '[2020-01-15, 2020-02-01)');
-- refused: 23P01
ALTER TABLE bookings ADD COLUMN note text CONSTRAINT note_once EXCLUDE (note WITH =);
-- refused: 42601
ALTER TABLE bookings DROP COLUMN during;
DROP INDEX bookings_room_during_excl;
-- refused: 42704
DROP EXTENSION btree_gist;
ALTER TABLE rooms DROP CONSTRAINT rooms_during_excl, DROP CONSTRAINT no_overlap;
