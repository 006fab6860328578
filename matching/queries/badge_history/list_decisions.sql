-- What was said to introductions in this person's name, making them or as a side?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk, other_name,
--          detail, is_standing (taking it back changes something)
-- Order    none: the caller puts all acts in order
SELECT
    decision.decision_id AS act_id,
    CASE
        WHEN introduction.introducer_id = decision.attendee_id THEN 'introduction'
        ELSE 'decision'
    END AS kind,
    decision.decided_at_utc AS happened_at_utc,
    introduction.event_id,
    decision.attendee_id,
    decision.kiosk,
    CASE decision.attendee_id
        WHEN introduction.lower_id THEN coalesce(higher_one.name, '')
        WHEN introduction.higher_id THEN coalesce(lower_one.name, '')
        ELSE coalesce(lower_one.name, '') || ' · ' || coalesce(higher_one.name, '')
    END AS other_name,
    decision.kind AS detail,
    decision.kind = 'yes' AND NOT EXISTS (
        SELECT 1
        FROM introduction_decision AS later
        WHERE
            later.introduction_id = decision.introduction_id
            AND later.attendee_id = decision.attendee_id
            AND later.place > decision.place
    ) AS is_standing
FROM introduction_decision AS decision
INNER JOIN introduction ON decision.introduction_id = introduction.introduction_id
INNER JOIN attendee ON decision.attendee_id = attendee.attendee_id
LEFT JOIN introducible AS lower_one ON introduction.lower_id = lower_one.attendee_id
LEFT JOIN introducible AS higher_one ON introduction.higher_id = higher_one.attendee_id
WHERE attendee.person_id = $person_id AND decision.channel = 'kiosk'
