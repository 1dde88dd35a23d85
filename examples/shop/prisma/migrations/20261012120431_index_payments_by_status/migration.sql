-- The index takes longer to build than the role's statement timeout allows.
SET statement_timeout = 0;

-- CreateIndex
CREATE INDEX CONCURRENTLY "payments_status_created_at_idx" ON "payments"("status", "created_at");
