-- On which points of a good talk was anything learned about how many guests?
--
-- Takes    $event_id, $prompt_ids, $points (of each prompt, of the same length)
-- Returns  one row per point: point, guests (about whom an answer on it stands), whole (about whom
--          any stands)
-- Order    by point
WITH prompt AS (
    SELECT
        unnest($prompt_ids::TEXT []) AS prompt_id,
        unnest($points::INTEGER []) AS point
),

learned AS (
    SELECT
        current_answer.about_id,
        current_answer.prompt_id
    FROM current_answer
    INNER JOIN conversation ON current_answer.conversation_id = conversation.conversation_id
    WHERE conversation.event_id = $event_id
    UNION
    SELECT
        seeking.about_id,
        'seeks' AS prompt_id
    FROM seeking
    INNER JOIN conversation ON seeking.conversation_id = conversation.conversation_id
    WHERE
        conversation.event_id = $event_id
        AND (seeking.words <> '' OR seeking.chips <> '')
        AND NOT EXISTS (
            SELECT 1
            FROM seeking AS later
            WHERE
                later.conversation_id = seeking.conversation_id
                AND later.author_id = seeking.author_id
                AND later.place > seeking.place
        )
        AND NOT EXISTS (
            SELECT 1
            FROM conversation_end
            WHERE conversation_end.conversation_id = seeking.conversation_id
        )
),

about_guest AS (
    SELECT
        learned.about_id,
        learned.prompt_id
    FROM learned
    INNER JOIN counted_guest ON learned.about_id = counted_guest.attendee_id
)

SELECT
    prompt.point,
    count(DISTINCT about_guest.about_id) AS guests,
    (SELECT count(DISTINCT everybody.about_id) FROM about_guest AS everybody) AS whole
FROM prompt
LEFT JOIN about_guest ON prompt.prompt_id = about_guest.prompt_id
GROUP BY prompt.point
ORDER BY prompt.point
