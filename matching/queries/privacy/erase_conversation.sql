-- Put somebody who is nobody in the place of a person in these conversations.
--
-- Takes    lists of the same length: $conversation_ids, $lower_ids, $higher_ids, $lower_prompts,
--          $higher_prompts, $starter_ids
-- Returns  nothing
-- Order    none
UPDATE conversation
SET
    lower_id = fresh.lower_id,
    higher_id = fresh.higher_id,
    lower_prompt = fresh.lower_prompt,
    higher_prompt = fresh.higher_prompt,
    starter_id = fresh.starter_id
FROM (
    SELECT
        unnest($conversation_ids::UUID []) AS conversation_id,
        unnest($lower_ids::UUID []) AS lower_id,
        unnest($higher_ids::UUID []) AS higher_id,
        unnest($lower_prompts::TEXT []) AS lower_prompt,
        unnest($higher_prompts::TEXT []) AS higher_prompt,
        unnest($starter_ids::UUID []) AS starter_id
) AS fresh
WHERE conversation.conversation_id = fresh.conversation_id
