-- Let what one attendee heard, and what was heard of them, be another's.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
UPDATE seeking
SET
    author_id = CASE author_id WHEN $gone_id THEN $kept_id ELSE author_id END,
    about_id = CASE about_id WHEN $gone_id THEN $kept_id ELSE about_id END
WHERE $gone_id IN (author_id, about_id)
