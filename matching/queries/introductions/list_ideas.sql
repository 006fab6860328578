-- Whom could this attendee introduce to each other, since a suggestion goes through them?
--
-- Takes    $event_id, $attendee_id, $since_utc (what began later can still be open)
-- Returns  one row per pair that can be introduced now: lower_id, lower_name, lower_company,
--          higher_id, higher_name, higher_company
-- Order    score falling (the better of the two lists), then the ids: same data, same list
WITH guest AS (
    SELECT *
    FROM introducible
    WHERE event_id = $event_id
),

known AS (
    SELECT *
    FROM acquaintance
),

friend AS (
    SELECT
        guest.attendee_id,
        guest.person_id,
        guest.name,
        guest.company
    FROM guest
    INNER JOIN known ON guest.person_id IN (known.lower_person_id, known.higher_person_id)
    INNER JOIN guest AS me
        ON
            me.person_id IN (known.lower_person_id, known.higher_person_id)
            AND me.person_id <> guest.person_id
    WHERE
        me.attendee_id = $attendee_id
        AND me.takes_part
        AND guest.takes_part
        AND guest.may_be_suggested
),

talk AS (
    SELECT
        least(lower_one.person_id, higher_one.person_id) AS lower_person_id,
        greatest(lower_one.person_id, higher_one.person_id) AS higher_person_id
    FROM conversation
    INNER JOIN attendee AS lower_one ON conversation.lower_id = lower_one.attendee_id
    INNER JOIN attendee AS higher_one ON conversation.higher_id = higher_one.attendee_id
    LEFT JOIN conversation_end
        ON conversation.conversation_id = conversation_end.conversation_id
    WHERE
        conversation.started_at_utc > $since_utc
        AND conversation_end.conversation_id IS NULL
),

reply AS (
    SELECT
        least(author_person_id, about_person_id) AS lower_person_id,
        greatest(author_person_id, about_person_id) AS higher_person_id
    FROM refusal
    WHERE introduction_id IS NULL -- no list tells a no to an introduction
),

pair AS (
    SELECT
        least(attendee_id, suggested_id) AS lower_id,
        greatest(attendee_id, suggested_id) AS higher_id,
        max(score) AS score
    FROM suggestion
    WHERE event_id = $event_id AND via_id = $attendee_id
    GROUP BY least(attendee_id, suggested_id), greatest(attendee_id, suggested_id)
)

SELECT
    lower_one.attendee_id AS lower_id,
    lower_one.name AS lower_name,
    lower_one.company AS lower_company,
    higher_one.attendee_id AS higher_id,
    higher_one.name AS higher_name,
    higher_one.company AS higher_company
FROM pair
INNER JOIN friend AS lower_one ON pair.lower_id = lower_one.attendee_id
INNER JOIN friend AS higher_one ON pair.higher_id = higher_one.attendee_id
WHERE
    lower_one.person_id <> higher_one.person_id
    AND NOT EXISTS (
        SELECT 1
        FROM known
        WHERE
            known.lower_person_id = least(lower_one.person_id, higher_one.person_id)
            AND known.higher_person_id
            = greatest(lower_one.person_id, higher_one.person_id)
    )
    AND NOT EXISTS (
        SELECT 1
        FROM talk
        WHERE
            talk.lower_person_id = least(lower_one.person_id, higher_one.person_id)
            AND talk.higher_person_id = greatest(lower_one.person_id, higher_one.person_id)
    )
    AND NOT EXISTS (
        SELECT 1
        FROM reply
        WHERE
            reply.lower_person_id = least(lower_one.person_id, higher_one.person_id)
            AND reply.higher_person_id = greatest(lower_one.person_id, higher_one.person_id)
    )
    -- A no of another leaves the idea to this attendee, and so does a yes that was taken back.
    AND NOT EXISTS (
        SELECT 1
        FROM introduction
        INNER JOIN current_introduction_decision AS said
            ON
                introduction.introduction_id = said.introduction_id
                AND introduction.introducer_id = said.attendee_id
        WHERE
            introduction.lower_id = pair.lower_id
            AND introduction.higher_id = pair.higher_id
            AND (
                said.kind = 'yes'
                OR (said.kind = 'no' AND introduction.introducer_id = $attendee_id)
            )
    )
ORDER BY pair.score DESC, pair.lower_id, pair.higher_id
