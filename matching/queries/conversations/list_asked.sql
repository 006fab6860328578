-- Which questions was one person asked about another, at all events?
--
-- Takes    $author_person_id, $about_person_id
-- Returns  one row per answer, and per conversation that still waits for one: prompt_id
-- Order    none is needed
WITH side AS (
    SELECT
        conversation_id,
        lower_id AS author_id,
        higher_id AS about_id,
        lower_prompt AS prompt_id
    FROM conversation
    UNION ALL
    SELECT
        conversation_id,
        higher_id AS author_id,
        lower_id AS about_id,
        higher_prompt AS prompt_id
    FROM conversation
)

SELECT coalesce(answer.prompt_id, side.prompt_id) AS prompt_id
FROM side
INNER JOIN attendee AS author ON side.author_id = author.attendee_id
INNER JOIN attendee AS about ON side.about_id = about.attendee_id
LEFT JOIN answer
    ON side.conversation_id = answer.conversation_id AND side.author_id = answer.author_id
LEFT JOIN conversation_end ON side.conversation_id = conversation_end.conversation_id
WHERE
    author.person_id = $author_person_id
    AND about.person_id = $about_person_id
    AND conversation_end.conversation_id IS NULL
