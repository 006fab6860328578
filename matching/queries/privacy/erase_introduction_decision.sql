-- Forget all decisions in introductions by or of these attendees, whoever made them.
--
-- Takes    $attendee_ids
-- Returns  nothing
-- Order    none
DELETE FROM introduction_decision
WHERE
    introduction_id IN (
        SELECT introduction_id
        FROM introduction
        WHERE
            introducer_id IN (SELECT unnest($attendee_ids::UUID []))
            OR lower_id IN (SELECT unnest($attendee_ids::UUID []))
            OR higher_id IN (SELECT unnest($attendee_ids::UUID []))
    )
