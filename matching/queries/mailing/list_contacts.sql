-- What do these attendees share in these conversations now, and how can they be reached?
--
-- Takes    $conversation_ids, $owner_ids (of the same length: who shares in which conversation)
-- Returns  one row per choice that was made: conversation_id, owner_id, fields, name, company,
--          email, phone
-- Order    none is needed
WITH wanted AS (
    SELECT
        unnest($conversation_ids::UUID []) AS conversation_id,
        unnest($owner_ids::UUID []) AS owner_id
)

SELECT
    sharing.conversation_id,
    sharing.owner_id,
    sharing.fields,
    person.name,
    person.company,
    person.email,
    person.phone
FROM sharing
INNER JOIN wanted
    ON
        sharing.conversation_id = wanted.conversation_id
        AND sharing.owner_id = wanted.owner_id
INNER JOIN attendee ON sharing.owner_id = attendee.attendee_id
INNER JOIN person ON attendee.person_id = person.person_id
WHERE NOT EXISTS (
    SELECT 1
    FROM sharing AS later
    WHERE
        later.conversation_id = sharing.conversation_id
        AND later.owner_id = sharing.owner_id
        AND later.place > sharing.place
)
