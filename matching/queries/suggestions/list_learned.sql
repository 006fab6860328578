-- What did others learn about these participants, in conversations that both answered?
--
-- Takes    $event_id, $attendee_ids
-- Returns  one row per answer, correction and note: about_id (participant of this event), is_need,
--          words, chips, language, answer_id (only where its subject released it)
-- Order    none is needed
SELECT
    about_id,
    is_need,
    words,
    chips,
    language,
    answer_id
FROM learned
WHERE event_id = $event_id AND about_id IN (SELECT unnest($attendee_ids::UUID []))
