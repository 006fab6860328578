-- Why would these pairs be worth each other's time, as the lists were last worked out?
--
-- Takes    $attendee_ids, $other_ids (of the same length: the reader and the other of a pair)
-- Returns  one row per pair that is on the reader's list: attendee_id, suggested_id, reasons; sector,
--          offers, needs, language of the other, and the reader's own with my_ before
-- Order    none is needed
WITH pair AS (
    SELECT
        unnest($attendee_ids::UUID []) AS attendee_id,
        unnest($other_ids::UUID []) AS other_id
)

SELECT
    suggestion.attendee_id,
    suggestion.suggested_id,
    suggestion.reasons,
    person.sector,
    person.offers,
    person.needs,
    person.language,
    me.sector AS my_sector,
    me.offers AS my_offers,
    me.needs AS my_needs,
    me.language AS my_language
FROM suggestion
INNER JOIN pair
    ON suggestion.attendee_id = pair.attendee_id AND suggestion.suggested_id = pair.other_id
INNER JOIN attendee AS one ON suggestion.attendee_id = one.attendee_id
INNER JOIN attendee AS other ON suggestion.suggested_id = other.attendee_id
INNER JOIN person AS me ON one.person_id = me.person_id
INNER JOIN person ON other.person_id = person.person_id
