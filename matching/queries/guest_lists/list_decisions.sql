-- Which questions of consent have people of this series answered, whatever they said?
--
-- Takes    $series_id
-- Returns  one row per person and kind: person_id, kind
-- Order    person_id, kind
SELECT DISTINCT
    consent.person_id,
    consent.kind
FROM consent
INNER JOIN person ON consent.person_id = person.person_id
WHERE person.series_id = $series_id
ORDER BY consent.person_id, consent.kind
