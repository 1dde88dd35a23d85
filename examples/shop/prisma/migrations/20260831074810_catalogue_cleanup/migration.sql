/*
  Warnings:

  - You are about to drop the column `list_price_cents` on the `products` table. All the data in the column will be lost.
  - You are about to drop the `product_imports` table. If the table is not empty, all the data it contains will be lost.

*/
-- AlterTable
ALTER TABLE "products" DROP COLUMN "list_price_cents";

-- AlterTable: renamed by hand, Prisma would drop "body" and add "comment"
ALTER TABLE "reviews" RENAME COLUMN "body" TO "comment";

-- DropTable
-- lockstep: allow drop-table -- empty since the import moved to the queue, checked 2026-08-30
DROP TABLE "product_imports";
