-- Say whether the members of this series know each other.
--
-- Takes    $series_id, $do_they
-- Returns  nothing
-- Order    none
UPDATE series
SET members_know_each_other = $do_they
WHERE series_id = $series_id
