-- Take away to whom a person was proposed whose record is gone.
--
-- Takes    $gone_id
-- Returns  nothing
-- Order    none
DELETE FROM proposal
WHERE $gone_id IN (lower_id, higher_id)
