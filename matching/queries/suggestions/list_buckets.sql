-- Has anything changed in who could be matched at this event?
--
-- Takes    $event_id
-- Returns  one row per bucket (the first two digits of the attendee_id) with anybody in it: bucket,
--          digest (another one with whatever list_people says of them)
-- Order    none is needed
SELECT
    substr(participant.attendee_id::TEXT, 1, 2) AS bucket,
    md5(
        string_agg(
            concat_ws(
                '|',
                participant.attendee_id,
                participant.person_id,
                participant.role,
                participant.may_be_named,
                in_the_room.attendee_id IS NOT NULL,
                person.language,
                length(person.company),
                length(person.sector),
                length(person.offers),
                person.company,
                person.sector,
                person.offers,
                person.needs
            ),
            '|' ORDER BY participant.attendee_id
        )
    ) AS digest
FROM participant
INNER JOIN person ON participant.person_id = person.person_id
LEFT JOIN in_the_room ON participant.attendee_id = in_the_room.attendee_id
WHERE participant.event_id = $event_id
GROUP BY substr(participant.attendee_id::TEXT, 1, 2)
