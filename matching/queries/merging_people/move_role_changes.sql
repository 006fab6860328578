-- Let what was said by hand of one attendee's role follow what was said of another's.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE role_change
SET
    attendee_id = $kept_id,
    place = place + (
        SELECT coalesce(max(earlier.place) + 1, 0)
        FROM role_change AS earlier
        WHERE earlier.attendee_id = $kept_id
    )
WHERE attendee_id = $gone_id
