-- Can this attendee introduce these two to each other?
--
-- Takes    $event_id, $introducer_id, $lower_id, $higher_id
-- Returns  one row if all three take part in the event, the introducer is connected with both,
--          and the two are not connected with each other: lower_id, higher_id
-- Order    none is needed
WITH guest AS (
    SELECT *
    FROM introducible
    WHERE event_id = $event_id
),

known AS (
    SELECT *
    FROM acquaintance
)

SELECT
    lower_one.attendee_id AS lower_id,
    higher_one.attendee_id AS higher_id
FROM guest AS introducer
CROSS JOIN guest AS lower_one
CROSS JOIN guest AS higher_one
INNER JOIN known AS knows_lower
    ON
        least(introducer.person_id, lower_one.person_id) = knows_lower.lower_person_id
        AND greatest(introducer.person_id, lower_one.person_id) = knows_lower.higher_person_id
INNER JOIN known AS knows_higher
    ON
        least(introducer.person_id, higher_one.person_id) = knows_higher.lower_person_id
        AND greatest(introducer.person_id, higher_one.person_id) = knows_higher.higher_person_id
LEFT JOIN known AS know_each_other
    ON
        least(lower_one.person_id, higher_one.person_id) = know_each_other.lower_person_id
        AND greatest(lower_one.person_id, higher_one.person_id) = know_each_other.higher_person_id
WHERE
    introducer.attendee_id = $introducer_id
    AND lower_one.attendee_id = $lower_id
    AND higher_one.attendee_id = $higher_id
    AND introducer.takes_part
    AND lower_one.takes_part
    AND higher_one.takes_part
    AND lower_one.person_id <> higher_one.person_id
    AND know_each_other.lower_person_id IS NULL
