-- Empty what was noted here: the row stays, so that the same note sent again is not kept anew.
--
-- Takes    $act_id
-- Returns  nothing
-- Order    none
UPDATE seeking
SET
    chips = '',
    words = ''
WHERE seeking_id = $act_id
