-- Which pairs have met, would rather not, or are introduced by somebody, at any event of the series?
--
-- Takes    $event_id
-- Returns  one row per standing reply, and per introduction whatever its sides said, so that nobody
--          can read a no from a list: one_id, other_id (participants of this event), kind
-- Order    none is needed
WITH said AS (
    SELECT
        author_id,
        about_id,
        kind
    FROM current_reply
    WHERE kind <> 'none'
    UNION ALL
    SELECT
        introduction.lower_id AS author_id,
        introduction.higher_id AS about_id,
        'introduced' AS kind
    FROM introduction
    INNER JOIN current_introduction_decision AS decision
        ON
            introduction.introduction_id = decision.introduction_id
            AND introduction.introducer_id = decision.attendee_id
    WHERE decision.kind = 'yes'
)

SELECT
    one.attendee_id AS one_id,
    other.attendee_id AS other_id,
    said.kind
FROM said
INNER JOIN attendee AS author ON said.author_id = author.attendee_id
INNER JOIN attendee AS about ON said.about_id = about.attendee_id
INNER JOIN participant AS one
    ON author.person_id = one.person_id AND one.event_id = $event_id
INNER JOIN participant AS other
    ON about.person_id = other.person_id AND other.event_id = $event_id
