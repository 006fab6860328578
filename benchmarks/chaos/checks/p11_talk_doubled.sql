-- P11: The same two have more than one conversation that has not ended.
SELECT
    lower_id,
    higher_id
FROM conversation
WHERE conversation_id NOT IN (SELECT conversation_end.conversation_id FROM conversation_end)
GROUP BY lower_id, higher_id
HAVING count(*) > 1
