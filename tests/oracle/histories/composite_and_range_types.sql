-- Composite and range types.
CREATE TYPE address AS (street text, number int, zip varchar(10) COLLATE "C");
CREATE TYPE nothing AS ();
CREATE TYPE address AS (a int);
-- refused: 42710
CREATE TYPE wrong AS (a int, a text);
-- refused: 42701
CREATE TYPE wrong AS (a missing);
-- refused: 42704
CREATE TYPE wrong AS (a wrong);
-- refused: 42704
CREATE TABLE taken (a int);
CREATE TYPE taken AS (a int);
-- refused: 42710
CREATE TABLE address (a int);
-- refused: 42P07
CREATE TABLE houses (id int, place address, others address[]);
ALTER TYPE address ADD ATTRIBUTE country text, DROP ATTRIBUTE number;
ALTER TYPE address ADD ATTRIBUTE country text;
-- refused: 42701
ALTER TYPE address DROP ATTRIBUTE number;
-- refused: 42703
ALTER TYPE address DROP ATTRIBUTE IF EXISTS number;
ALTER TYPE address RENAME ATTRIBUTE street TO road;
ALTER TYPE address RENAME ATTRIBUTE street TO lane;
-- refused: 42703
ALTER TYPE address RENAME ATTRIBUTE road TO zip;
-- refused: 42701
ALTER TYPE address ALTER ATTRIBUTE road TYPE varchar(50);
-- refused: 0A000
DROP TABLE houses;
ALTER TYPE address ALTER ATTRIBUTE road TYPE varchar(50);
ALTER TYPE address ALTER ATTRIBUTE missing TYPE int;
-- refused: 42703
ALTER TABLE address ADD COLUMN x int;
-- refused: 42809
ALTER TYPE taken ADD ATTRIBUTE b int;
-- refused: 42809
CREATE TYPE pair AS (first address, second address[]);
DROP TYPE address;
-- refused: 2BP01
CREATE VIEW road_of AS SELECT (ROW('a', 'b', 'c')::address).road AS road;
ALTER TYPE address DROP ATTRIBUTE road;
-- refused: 2BP01
ALTER TYPE address RENAME ATTRIBUTE road TO "Road";
DROP TYPE address CASCADE;
SELECT second FROM road_of;
-- refused: 42P01
ALTER TYPE pair ADD ATTRIBUTE second int;
ALTER TYPE pair RENAME TO couple;
ALTER TYPE couple SET SCHEMA missing;
-- refused: 3F000
CREATE TYPE priority AS RANGE (subtype = numeric);
CREATE TYPE float_range AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = many_floats);
CREATE TYPE wrong AS RANGE (subtype = missing);
-- refused: 42704
CREATE TYPE wrong AS RANGE (subtype = point);
-- refused: 42704
CREATE TYPE wrong AS RANGE (collation = "C");
-- refused: 42601
CREATE TYPE wrong AS RANGE (subtype = text, collation = "missing");
-- refused: 42704
CREATE TYPE wrong AS RANGE (subtype = int, multirange_type_name = many_floats);
-- refused: 42710
CREATE TABLE tasks (p priority, ps priority_multirange, f float_range, fs many_floats, EXCLUDE USING gist (f WITH &&));
-- A name is made for the multirange type; it may not be taken.
CREATE TYPE x_multirange AS ENUM ('a');
CREATE TYPE x_range AS RANGE (subtype = int);
-- refused: 42710
DROP TYPE x_multirange;
CREATE TYPE x_range AS RANGE (subtype = int);
DROP TYPE many_floats;
-- refused: 2BP01
DROP TYPE priority;
-- refused: 2BP01
ALTER TYPE float_range RENAME TO floats;
ALTER TABLE tasks DROP COLUMN p, DROP COLUMN ps;
DROP TYPE priority;
DROP TYPE floats CASCADE;
SELECT fs FROM tasks;
-- refused: 42703
CREATE TYPE shell_type;
CREATE TYPE shell_type;
-- refused: 42710
CREATE TABLE of_shell (a shell_type);
-- refused: 42704
CREATE TYPE shell_type AS ENUM ('now real');
CREATE TABLE of_shell (a shell_type);
