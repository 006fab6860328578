-- Has anything changed in what others learned about the participants?
--
-- Takes    $event_id
-- Returns  one row per participant of whom anything was learned: about_id, digest (another one with
--          whatever list_learned says of them)
-- Order    none is needed
SELECT
    about_id,
    md5(
        string_agg(
            concat_ws('|', is_need, length(words), words, chips, language, answer_id),
            '|' ORDER BY is_need, words, chips, language, answer_id
        )
    ) AS digest
FROM learned
WHERE event_id = $event_id
GROUP BY about_id
