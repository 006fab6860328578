-- What has this person written before, at all events, outside one conversation?
--
-- Takes    $person_id, $conversation_id, $most (rows at most)
-- Returns  one row per answer: words
-- Order    the newest first, then answer_id
SELECT answer.words
FROM answer
INNER JOIN attendee ON answer.author_id = attendee.attendee_id
WHERE attendee.person_id = $person_id AND answer.conversation_id <> $conversation_id
ORDER BY answer.answered_at_utc DESC, answer.answer_id
LIMIT $most
