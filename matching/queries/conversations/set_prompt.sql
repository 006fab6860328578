-- Ask one of the two another question.
--
-- Takes    $conversation_id, $author_id, $prompt_id
-- Returns  nothing
-- Order    none
UPDATE conversation
SET
    lower_prompt = CASE WHEN lower_id = $author_id THEN $prompt_id ELSE lower_prompt END,
    higher_prompt = CASE WHEN higher_id = $author_id THEN $prompt_id ELSE higher_prompt END
WHERE conversation_id = $conversation_id
