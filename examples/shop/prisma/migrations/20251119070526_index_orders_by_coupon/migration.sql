-- CreateIndex
-- The only statement in this file: with a second one Prisma's query would be a transaction.
CREATE INDEX CONCURRENTLY "orders_coupon_id_idx" ON "orders"("coupon_id");
