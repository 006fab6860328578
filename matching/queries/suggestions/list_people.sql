-- Who could be matched at this event?
--
-- Takes    $event_id, $buckets (the first two digits of attendee_ids)
-- Returns  one row per participant: attendee_id, person_id, role, may_be_named, company, sector,
--          language, offers, needs, is_here
-- Order    none is needed
SELECT
    participant.attendee_id,
    participant.person_id,
    participant.role,
    participant.may_be_named,
    person.company,
    person.sector,
    person.language,
    person.offers,
    person.needs,
    in_the_room.attendee_id IS NOT NULL AS is_here
FROM participant
INNER JOIN person ON participant.person_id = person.person_id
LEFT JOIN in_the_room ON participant.attendee_id = in_the_room.attendee_id
WHERE
    participant.event_id = $event_id
    AND substr(participant.attendee_id::TEXT, 1, 2) IN (SELECT unnest($buckets::TEXT []))
