-- What did an attendee last say to the suggestion of another?
--
-- Takes    $author_id, $about_id
-- Returns  at most one row: kind, place
-- Order    none is needed
SELECT
    kind,
    place
FROM current_reply
WHERE author_id = $author_id AND about_id = $about_id
