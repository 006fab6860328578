-- Forget of some pairs that they have connected.
--
-- Takes    nothing; reads the table candidate as these pairs
-- Returns  nothing; deletes from the table friend
-- Order    none
DELETE FROM friend
USING candidate
WHERE friend.a = candidate.a AND friend.b = candidate.b
