-- An address takes messages again, or failed once more and is left alone for a while.
--
-- Takes    $webhook_id, $failures, $until_utc
-- Returns  nothing
-- Order    none
UPDATE webhook
SET
    failures = $failures,
    rests_until_utc = $until_utc
WHERE webhook_id = $webhook_id
