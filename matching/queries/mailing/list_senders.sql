-- Which processes hand in mails, or did when they were last heard of?
--
-- Takes    nothing
-- Returns  one row per process: sender_id, trouble, woken_at_utc
-- Order    the one that began last first, then by id
SELECT
    sender_id,
    trouble,
    woken_at_utc
FROM mail_sender
ORDER BY began_at_utc DESC, sender_id
