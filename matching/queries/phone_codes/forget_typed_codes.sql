-- Forget the typed code that goes with this phone code.
--
-- Takes    $phone_code_id
-- Returns  nothing
-- Order    none
DELETE FROM typed_code
WHERE phone_code_id = $phone_code_id
