-- P1: A conversation that no guest asked for stands in the database.
SELECT conversation_id
FROM conversation
WHERE conversation_id::VARCHAR NOT IN (SELECT id FROM sent WHERE fact = 'conversation')
