-- Row level security and policies.
CREATE ROLE policy_reader;
CREATE TABLE notes (id int PRIMARY KEY, owner text, body text, secret boolean);
CREATE TABLE friends (of text, friend text);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY own_notes ON notes USING (owner = current_user);
CREATE POLICY read_notes ON notes AS RESTRICTIVE FOR SELECT TO policy_reader, CURRENT_USER USING (NOT secret);
CREATE POLICY add_notes ON notes FOR INSERT TO PUBLIC WITH CHECK (length(body) > 0);
CREATE POLICY of_friends ON notes FOR UPDATE USING (EXISTS (SELECT FROM friends f WHERE f.of = notes.owner AND f.friend = current_user)) WITH CHECK (true);
CREATE POLICY own_notes ON notes USING (true);
-- refused: 42710
CREATE POLICY x ON missing USING (true);
-- refused: 42P01
CREATE POLICY x ON notes USING (missing);
-- refused: 42703
CREATE POLICY x ON notes USING (id);
-- refused: 42804
CREATE POLICY x ON notes USING (sum(id) > 1);
-- refused: 42803
CREATE POLICY x ON notes TO missing_role USING (true);
-- refused: 42704
CREATE POLICY x ON notes FOR INSERT USING (true);
-- refused: 42601
CREATE POLICY x ON notes FOR SELECT WITH CHECK (true);
-- refused: 42601
CREATE POLICY x ON notes FOR DELETE USING (true) WITH CHECK (true);
-- refused: 42601
CREATE VIEW v AS SELECT id FROM friends, notes;
CREATE POLICY x ON v USING (true);
-- refused: 42809
ALTER POLICY own_notes ON notes TO policy_reader USING (owner = session_user) WITH CHECK (NOT secret);
ALTER POLICY add_notes ON notes USING (true);
-- refused: 42601
ALTER POLICY missing ON notes USING (true);
-- refused: 42704
ALTER POLICY own_notes ON notes RENAME TO mine;
ALTER POLICY mine ON notes RENAME TO read_notes;
-- refused: 42710
ALTER TABLE notes RENAME COLUMN owner TO author;
ALTER TABLE notes DROP COLUMN secret;
-- refused: 2BP01
ALTER TABLE notes ALTER COLUMN body TYPE varchar(100);
-- refused: 0A000
DROP TABLE friends;
-- refused: 2BP01
DROP ROLE policy_reader;
-- refused: 2BP01
DROP POLICY own_notes ON notes;
-- refused: 42704
DROP POLICY IF EXISTS own_notes ON notes;
DROP POLICY IF EXISTS own_notes ON missing;
DROP POLICY mine ON missing;
-- refused: 42P01
DROP POLICY add_notes ON notes;
ALTER TABLE notes ALTER COLUMN body TYPE varchar(100);
ALTER TABLE notes DROP COLUMN secret CASCADE;
DROP POLICY mine ON notes;
-- refused: 42704
ALTER TABLE notes NO FORCE ROW LEVEL SECURITY;
ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
ALTER TABLE v ENABLE ROW LEVEL SECURITY;
-- refused: 42809
DROP TABLE friends CASCADE;
DROP POLICY of_friends ON notes;
-- refused: 42704
