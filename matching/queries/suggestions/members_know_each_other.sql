-- Do the members of this series know each other from the start?
--
-- Takes    $series_id
-- Returns  one row if they do: series_id
-- Order    none is needed
SELECT series_id
FROM series
WHERE series_id = $series_id AND members_know_each_other
