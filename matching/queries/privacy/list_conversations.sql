-- Which conversations did these attendees have?
--
-- Takes    $attendee_ids
-- Returns  one row per conversation: its id, both sides with their prompts, who started it
-- Order    conversation_id
SELECT
    conversation_id,
    lower_id,
    higher_id,
    lower_prompt,
    higher_prompt,
    starter_id
FROM conversation
WHERE
    lower_id IN (SELECT unnest($attendee_ids::UUID []))
    OR higher_id IN (SELECT unnest($attendee_ids::UUID []))
ORDER BY conversation_id
