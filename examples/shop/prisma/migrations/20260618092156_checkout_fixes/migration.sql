/*
  Warnings:

  - Made the column `phone` on table `addresses` required. This step will fail if there are existing NULL values in that column.

*/
-- AlterTable
ALTER TABLE "addresses" ALTER COLUMN "phone" SET NOT NULL;

-- AlterTable
ALTER TABLE "payments" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT;
