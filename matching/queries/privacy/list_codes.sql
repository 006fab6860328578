-- Which badges have these people ever had?
--
-- Takes    $person_ids
-- Returns  one row per badge: code
-- Order    code
SELECT code
FROM badge
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
ORDER BY code
