-- On which lists does this person stand, as what?
--
-- Takes    $person_id
-- Returns  one row per event
-- Order    event, oldest first
SELECT
    event.name AS event,
    coalesce(current_role_change.role, attendee.role) AS role,
    attendee.substitute_for,
    attendee.status,
    attendee.ticket_type,
    attendee.extra AS other_columns,
    walk_in.attendee_id IS NOT NULL AS came_without_invitation,
    current_payment.payment_id IS NOT NULL AS has_paid,
    current_payment.amount_cents,
    attendee.created_at_utc
FROM attendee
INNER JOIN event ON attendee.event_id = event.event_id
LEFT JOIN current_role_change ON attendee.attendee_id = current_role_change.attendee_id
LEFT JOIN (SELECT DISTINCT attendee_id FROM walk_in) AS walk_in
    ON attendee.attendee_id = walk_in.attendee_id
LEFT JOIN current_payment ON attendee.attendee_id = current_payment.attendee_id
WHERE attendee.person_id = $person_id
ORDER BY event.created_at_utc, event.event_id
