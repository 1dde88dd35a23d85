/*
  Warnings:

  - Added the required column `weight_grams` to the `products` table without a default value. This is not possible if the table is not empty.

*/
-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "tracking_token" UUID NOT NULL DEFAULT gen_random_uuid();

-- AlterTable
ALTER TABLE "products" ADD COLUMN     "weight_grams" INTEGER NOT NULL;
