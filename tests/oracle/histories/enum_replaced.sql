-- An enum is given other values by a new type that takes its place, as Prisma writes it.
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN', 'GUEST');
CREATE TABLE "User" ("id" SERIAL NOT NULL, "role" "Role" NOT NULL DEFAULT 'USER', "roles" "Role"[] DEFAULT ARRAY['USER']::"Role"[], CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE INDEX "User_role_idx" ON "User"("role");
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN', 'OWNER');
ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "User" ALTER COLUMN "roles" DROP DEFAULT;
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TABLE "User" ALTER COLUMN "roles" TYPE "Role_new"[] USING ("roles"::text::"Role_new"[]);
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'USER';
COMMIT;
ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'GUEST';
-- refused: 22P02
ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'OWNER';
-- The default can't be cast: the type is not changed.
CREATE TYPE "Role_new" AS ENUM ('USER');
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
-- refused: 42804
ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
-- There is no cast from one enum to the other.
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new";
-- refused: 42804
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING "role"::"Role_new";
-- refused: 42846
BEGIN;
ALTER TYPE "Role" RENAME TO "Role_old";
DROP TYPE "Role_old";
-- refused: 2BP01
ALTER TYPE "Role_new" RENAME TO "Role";
-- refused: 25P02
COMMIT;
DROP TYPE "Role_old";
-- refused: 42704
ALTER TABLE "User" ALTER COLUMN "role" TYPE TEXT, ALTER COLUMN "roles" TYPE TEXT[];
DROP TYPE "Role";
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new";
-- refused: 42804
ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'GUEST', ALTER COLUMN "roles" DROP NOT NULL;
