-- Where does a kiosk stand, and what does it do?
--
-- Takes    $kiosk_id, $name, $mode
-- Returns  nothing
-- Order    none
UPDATE kiosk
SET
    name = $name,
    mode = $mode
WHERE kiosk_id = $kiosk_id
