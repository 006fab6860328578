-- Which questions has one person answered about another, at all events?
--
-- Takes    $author_person_id, $about_person_id
-- Returns  one row per answer: prompt_id
-- Order    none is needed
SELECT answer.prompt_id
FROM answer
INNER JOIN attendee AS author ON answer.author_id = author.attendee_id
INNER JOIN attendee AS about ON answer.about_id = about.attendee_id
WHERE author.person_id = $author_person_id AND about.person_id = $about_person_id
