-- P11: A sentence is there twice, or somebody has two first answers in one conversation.
SELECT mark AS what
FROM sent
INNER JOIN answer ON sent.words = answer.words
WHERE sent.fact = 'answer'
GROUP BY mark
HAVING count(DISTINCT answer.answer_id) > 1
UNION ALL
SELECT conversation_id::VARCHAR AS what
FROM answer
WHERE revision = 0
GROUP BY conversation_id, author_id
HAVING count(*) > 1
