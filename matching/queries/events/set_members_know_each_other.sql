-- The members of this series have met before: do not suggest them to each other as new.
--
-- Takes    $series_id
-- Returns  nothing
-- Order    none
UPDATE series
SET members_know_each_other = true
WHERE series_id = $series_id
