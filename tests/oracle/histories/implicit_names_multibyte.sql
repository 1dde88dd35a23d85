-- Implicit names of multibyte ones: cut at a character's boundary, counted in bytes.
CREATE TABLE "größenübersichtstabelle_für_außergewöhnliche_änderungsanträge" ("schlüssel" serial PRIMARY KEY, "überprüfungsergebnisübersicht" int UNIQUE CHECK ("überprüfungsergebnisübersicht" > 0));
CREATE INDEX ON "größenübersichtstabelle_für_außergewöhnliche_änderungsanträge" ("überprüfungsergebnisübersicht", "schlüssel");
CREATE TABLE "日本語の表の名前はとても長いので切り詰められますよ本当に" ("識別子" serial PRIMARY KEY, "名前" text UNIQUE, "非常に長い列の名前もまた切り詰められます" int CHECK ("非常に長い列の名前もまた切り詰められます" > 0));
CREATE TABLE "日本語の表の名前はとても長いので切り詰められるもう一つ" (id int);
-- refused: 42P07
SELECT "名前" FROM "日本語の表の名前はとても長いので切り詰められ";
CREATE INDEX ON "日本語の表の名前はとても長いので切り詰められ" ("名前", "非常に長い列の名前もまた切り詰められます");
ALTER TABLE "日本語の表の名前はとても長いので切り詰められ" ADD FOREIGN KEY ("識別子") REFERENCES "日本語の表の名前はとても長いので切り詰められ";
CREATE TABLE "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" ("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" int UNIQUE, "a😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" serial, "ab😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" int UNIQUE);
CREATE INDEX ON "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" ("a😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀");
CREATE TABLE U&"\0441\043B\043E\043D" (U&"d\0061t\+000061" int UNIQUE);
SELECT data FROM "слон";
-- Only ASCII letters are folded.
CREATE TABLE ÄPFEL (Ä int);
SELECT "Ä" FROM "Äpfel";
SELECT "ä" FROM "äpfel";
-- refused: 42P01
