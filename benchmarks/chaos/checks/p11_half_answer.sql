-- P11: An answer has no conversation, is empty, or stands there although it is noted as gone.
SELECT answer_id
FROM answer
WHERE
    trim(words) = ''
    OR conversation_id NOT IN (SELECT conversation.conversation_id FROM conversation)
    OR answer_id IN (SELECT gone_fact.fact_id FROM gone_fact)
