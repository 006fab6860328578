-- Is this note kept already?
--
-- Takes    $seeking_id
-- Returns  at most one row: seeking_id
-- Order    none is needed
SELECT seeking_id
FROM seeking
WHERE seeking_id = $seeking_id
