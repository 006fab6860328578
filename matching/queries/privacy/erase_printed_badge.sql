-- Forget that these badges were printed.
--
-- Takes    $codes
-- Returns  nothing
-- Order    none
DELETE FROM printed_badge
WHERE code IN (SELECT unnest($codes::TEXT []))
