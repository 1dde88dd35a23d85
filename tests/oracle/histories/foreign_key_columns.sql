-- pg: >= 15
-- ON DELETE SET NULL and SET DEFAULT of some columns of a key.
CREATE TABLE tenants (tenant int, id int, PRIMARY KEY (tenant, id));
CREATE TABLE posts (tenant int NOT NULL, author int, FOREIGN KEY (tenant, author) REFERENCES tenants ON DELETE SET NULL (author));
ALTER TABLE posts ADD FOREIGN KEY (tenant, author) REFERENCES tenants ON DELETE SET DEFAULT (author, tenant);
ALTER TABLE posts ADD FOREIGN KEY (tenant, author) REFERENCES tenants ON DELETE SET NULL (missing);
-- refused: 42703
ALTER TABLE posts ADD COLUMN other int, ADD FOREIGN KEY (tenant, author) REFERENCES tenants ON DELETE SET NULL (other);
-- refused: 42P10
ALTER TABLE posts ADD FOREIGN KEY (tenant, author) REFERENCES tenants ON UPDATE SET NULL (author);
-- refused: 0A000
ALTER TABLE posts ADD FOREIGN KEY (tenant, author) REFERENCES tenants ON DELETE CASCADE (author);
-- refused: 42601
