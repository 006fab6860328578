-- Whom may these attendees be shown now, of those on their lists or thought of by the desk?
--
-- Takes    $attendee_ids
-- Returns  one row per entry that still stands: attendee_id, suggested_id, suggested_person_id,
--          my_person_id, name, company, job_title, is_here, extra, is_from_desk, rank, reasons;
--          sector, offers, needs, language of the person, and the reader's own with my_ before;
--          is_proposed (noted at this event before)
-- Order    by attendee, then who is in the room first, of them the ideas of the desk, then by rank,
--          then suggested_id
SELECT
    attendee_id,
    suggested_id,
    suggested_person_id,
    my_person_id,
    name,
    company,
    job_title,
    sector,
    offers,
    needs,
    language,
    my_sector,
    my_offers,
    my_needs,
    my_language,
    extra,
    is_here,
    is_proposed,
    is_from_desk,
    rank,
    reasons
FROM standing_suggestion
WHERE attendee_id IN (SELECT unnest($attendee_ids::UUID []))
ORDER BY attendee_id, is_here DESC, is_from_desk DESC, rank, suggested_id
