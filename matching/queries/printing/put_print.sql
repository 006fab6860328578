-- A file to print was handed out.
--
-- Takes    $print_id, $event_id, $kind, $pieces, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO print_out (print_id, event_id, kind, pieces, printed_at_utc)
VALUES ($print_id, $event_id, $kind, $pieces, $now_utc)
