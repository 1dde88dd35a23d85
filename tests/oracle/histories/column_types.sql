-- Types of columns: modifiers, arrays, collations, names that mean the same.
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TYPE "Mood" AS ENUM ('sad', 'ok');
CREATE TABLE types (
    a1 int, a2 int2, a3 bigint, a4 integer, a5 smallint,
    b1 varchar, b2 varchar(10), b3 character varying(20), b4 char, b5 char(5), b6 character(5), b7 bpchar, b8 "char", b9 name,
    c1 numeric, c2 numeric(5), c3 numeric(10, 2), c4 decimal(8, 3), c5 dec,
    d1 float, d2 float(24), d3 float(25), d4 real, d5 double precision, d6 float8,
    e1 timestamp, e2 timestamp(3), e3 timestamptz(0), e4 timestamp with time zone, e5 timestamp(6) without time zone,
    f1 time, f2 time(3) with time zone, f3 date, f4 interval, f5 interval year to month, f6 interval second(3), f7 interval(2),
    g1 bit, g2 bit(8), g3 varbit, g4 bit varying(16),
    h1 boolean, h2 bool, h3 uuid, h4 json, h5 jsonb, h6 xml, h7 bytea, h8 money, h9 oid, h10 regclass,
    i1 inet, i2 cidr, i3 macaddr, i4 point, i5 box, i6 polygon, i7 tsvector, i8 tsquery, i9 int4range, i10 tstzmultirange,
    j1 int[], j2 varchar(10)[], j3 numeric(10, 2)[][], j4 int[3], j5 int ARRAY, j6 int ARRAY[4], j7 "Mood"[], j8 positive[],
    k1 "Mood", k2 positive, k3 pg_catalog.int4, k4 pg_catalog."varchar", k5 public."Mood",
    l1 text COLLATE "C", l2 varchar(5) COLLATE "POSIX", l3 text COLLATE pg_catalog."default", l4 text[] COLLATE "C",
    m1 national character(3), m2 nchar varying(4)
);
CREATE TABLE bad (a varchar(0));
-- refused: 22023
CREATE TABLE bad (a varchar(10485761));
-- refused: 22023
CREATE TABLE bad (a char(5, 2));
-- refused: 42601
CREATE TABLE bad (a numeric(0));
-- refused: 22023
CREATE TABLE bad (a numeric(1001));
-- refused: 22023
CREATE TABLE bad (a numeric(5, 2, 1));
-- refused: 22023
CREATE TABLE bad (a int(11));
-- refused: 42601
CREATE TABLE bad (a text(20));
-- refused: 42601
CREATE TABLE bad (a float(54));
-- refused: 22023
CREATE TABLE bad (a float(0));
-- refused: 22023
CREATE TABLE bad (a timestamp(-1));
-- refused: 42601
CREATE TABLE bad (a bit(0));
-- refused: 22023
CREATE TABLE bad (a varchar('x'));
-- refused: 42601
CREATE TABLE bad (a int COLLATE "C");
-- refused: 42804
CREATE TABLE bad (a text COLLATE "no_such");
-- refused: 42704
CREATE TABLE bad (a mood);
-- refused: 42704
CREATE TABLE bad (a "Mood"(3));
-- refused: 42601
CREATE TABLE bad (a other."Mood");
-- refused: 3F000
CREATE TABLE bad (a datetime);
-- refused: 42704
CREATE TABLE bad (a "int");
-- refused: 42704
CREATE TABLE bad (a record);
-- refused: 42P16
CREATE TABLE bad (a cstring);
-- refused: 42P16
CREATE TABLE bad (a unknown);
-- refused: 42P16
CREATE TABLE bad (a trigger);
-- refused: 42P16
-- A timestamp's precision is cut down to six with a warning.
CREATE TABLE precise (a timestamp(9));
CREATE TABLE by_type_of (a types.b2%TYPE);
-- refused: 42601
CREATE COLLATION german (provider = libc, locale = 'C');
CREATE COLLATION german FROM "C";
-- refused: 42710
CREATE COLLATION IF NOT EXISTS german FROM "C";
CREATE TABLE collated (a text COLLATE german);
DROP COLLATION german;
-- refused: 2BP01
ALTER COLLATION german RENAME TO deutsch;
ALTER TABLE collated ALTER COLUMN a TYPE text COLLATE "C";
DROP COLLATION deutsch;
DROP COLLATION deutsch;
-- refused: 42704
DROP COLLATION IF EXISTS deutsch;
