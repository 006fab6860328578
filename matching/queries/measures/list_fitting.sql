-- Who in the room would suit each of these guests, and may be suggested to them?
--
-- Takes    $attendee_ids, $wanted (of each at most)
-- Returns  one row per guest and person: attendee_id, suggested_id, name, company, is_sent (the
--          desk gave the idea); a sent one stays while both agree, whatever was said to it since,
--          so that nobody reads a no from a list
-- Order    attendee_id, then those that were sent, then the rank in the list, then suggested_id
WITH sent AS (
    SELECT
        desk_idea.attendee_id,
        desk_idea.suggested_id,
        other.person_id AS suggested_person_id,
        coalesce(suggestion.rank, 0) AS rank
    FROM desk_idea
    INNER JOIN participant AS one ON desk_idea.attendee_id = one.attendee_id
    INNER JOIN participant AS other ON desk_idea.suggested_id = other.attendee_id
    INNER JOIN in_the_room ON desk_idea.suggested_id = in_the_room.attendee_id
    LEFT JOIN suggestion
        ON
            desk_idea.attendee_id = suggestion.attendee_id
            AND desk_idea.suggested_id = suggestion.suggested_id
    WHERE one.may_be_named AND other.may_be_named
),

fitting AS (
    SELECT
        attendee_id,
        suggested_id,
        suggested_person_id,
        rank,
        TRUE AS is_sent
    FROM sent
    UNION ALL
    SELECT
        attendee_id,
        suggested_id,
        suggested_person_id,
        rank,
        FALSE AS is_sent
    FROM standing_suggestion
    WHERE is_here AND NOT is_from_desk
),

numbered AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY attendee_id
            ORDER BY is_sent DESC, rank, suggested_id
        ) AS place
    FROM fitting
    WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
)

SELECT
    numbered.attendee_id,
    numbered.suggested_id,
    person.name,
    person.company,
    numbered.is_sent
FROM numbered
INNER JOIN person ON numbered.suggested_person_id = person.person_id
WHERE numbered.place <= $wanted
ORDER BY numbered.attendee_id, numbered.place
