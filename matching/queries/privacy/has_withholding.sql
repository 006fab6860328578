-- Is this decision kept already?
--
-- Takes    $withholding_id
-- Returns  one row if it is
-- Order    one row
SELECT withholding_id
FROM withholding
WHERE withholding_id = $withholding_id
