-- Is this refusal kept already?
--
-- Takes    $refusal_id
-- Returns  at most one row: refusal_id
-- Order    none is needed
SELECT refusal_id
FROM mail_refusal
WHERE refusal_id = $refusal_id
