-- Forget old conversations of which only one person is left.
--
-- Takes    $before_utc
-- Returns  nothing
-- Order    none
DELETE FROM conversation
WHERE
    started_at_utc <= $before_utc
    AND (
        lower_id NOT IN (SELECT attendee_id FROM attendee)
        OR higher_id NOT IN (SELECT attendee_id FROM attendee)
    )
