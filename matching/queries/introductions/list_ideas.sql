-- Whom could these attendees introduce to each other, since a suggestion goes through them?
--
-- Takes    $event_id, $attendee_ids, $since_utc (what began later can still be open)
-- Returns  one row per pair that an introducer can introduce now: introducer_id, lower_id,
--          lower_name, lower_company, higher_id, higher_name, higher_company
-- Order    by introducer, then score falling (the better of the two lists), then the ids: same data,
--          same list
WITH guest AS (
    SELECT *
    FROM introducible
    WHERE event_id = $event_id AND takes_part
),

pair AS (
    SELECT
        via_id AS introducer_id,
        least(attendee_id, suggested_id) AS lower_id,
        greatest(attendee_id, suggested_id) AS higher_id,
        max(score) AS score
    FROM suggestion
    WHERE event_id = $event_id AND via_id IN (SELECT unnest($attendee_ids::UUID []))
    GROUP BY via_id, least(attendee_id, suggested_id), greatest(attendee_id, suggested_id)
),

trio AS (
    SELECT
        pair.*,
        introducer.person_id AS introducer_person_id,
        lower_one.person_id AS lower_person_id,
        lower_one.name AS lower_name,
        lower_one.company AS lower_company,
        higher_one.person_id AS higher_person_id,
        higher_one.name AS higher_name,
        higher_one.company AS higher_company,
        least(lower_one.person_id, higher_one.person_id) AS one_person_id,
        greatest(lower_one.person_id, higher_one.person_id) AS other_person_id
    FROM pair
    INNER JOIN guest AS introducer ON pair.introducer_id = introducer.attendee_id
    INNER JOIN guest AS lower_one ON pair.lower_id = lower_one.attendee_id
    INNER JOIN guest AS higher_one ON pair.higher_id = higher_one.attendee_id
    WHERE
        lower_one.may_be_suggested
        AND higher_one.may_be_suggested
        AND lower_one.person_id <> higher_one.person_id
),

known AS (
    SELECT *
    FROM acquaintance
),

talk AS (
    SELECT DISTINCT
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
    SELECT DISTINCT
        least(author_person_id, about_person_id) AS lower_person_id,
        greatest(author_person_id, about_person_id) AS higher_person_id
    FROM refusal
    WHERE introduction_id IS NULL -- no list tells a no to an introduction
)

SELECT
    trio.introducer_id,
    trio.lower_id,
    trio.lower_name,
    trio.lower_company,
    trio.higher_id,
    trio.higher_name,
    trio.higher_company
FROM trio
INNER JOIN known AS knows_lower
    ON
        least(trio.introducer_person_id, trio.lower_person_id) = knows_lower.lower_person_id
        AND greatest(trio.introducer_person_id, trio.lower_person_id)
        = knows_lower.higher_person_id
INNER JOIN known AS knows_higher
    ON
        least(trio.introducer_person_id, trio.higher_person_id) = knows_higher.lower_person_id
        AND greatest(trio.introducer_person_id, trio.higher_person_id)
        = knows_higher.higher_person_id
LEFT JOIN known AS know_each_other
    ON
        trio.one_person_id = know_each_other.lower_person_id
        AND trio.other_person_id = know_each_other.higher_person_id
LEFT JOIN talk
    ON
        trio.one_person_id = talk.lower_person_id
        AND trio.other_person_id = talk.higher_person_id
LEFT JOIN reply
    ON
        trio.one_person_id = reply.lower_person_id
        AND trio.other_person_id = reply.higher_person_id
WHERE
    know_each_other.lower_person_id IS NULL
    AND talk.lower_person_id IS NULL
    AND reply.lower_person_id IS NULL
    -- A no of another leaves the idea to this attendee, and so does a yes that was taken back.
    AND NOT EXISTS (
        SELECT 1
        FROM introduction
        INNER JOIN current_introduction_decision AS said
            ON
                introduction.introduction_id = said.introduction_id
                AND introduction.introducer_id = said.attendee_id
        WHERE
            introduction.lower_id = trio.lower_id
            AND introduction.higher_id = trio.higher_id
            AND (
                said.kind = 'yes'
                OR (said.kind = 'no' AND introduction.introducer_id = trio.introducer_id)
            )
    )
ORDER BY trio.introducer_id, trio.score DESC, trio.lower_id, trio.higher_id
