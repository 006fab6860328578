-- What was done with a person's badge, at all events of the series?
--
-- Takes    $person_id, $act_id (null for all), $skipped, $wanted (rows at most)
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          conversation_id, other_name, detail, is_given, is_reported
-- Order    newest first, then kind, then act_id
WITH me AS (
    SELECT
        attendee.attendee_id,
        attendee.event_id,
        row_number() OVER (ORDER BY attendee.created_at_utc DESC, attendee.attendee_id) AS place
    FROM attendee
    WHERE attendee.person_id = $person_id
),

shown AS (
    SELECT
        scan.scan_id AS act_id,
        'scan' AS kind,
        scan.happened_at_utc,
        scan.event_id,
        scan.attendee_id,
        scan.kiosk,
        NULL AS conversation_id,
        NULL AS other_id,
        CASE WHEN scan.source IN ('staff', 'paper') THEN 'staff' ELSE scan.outcome END AS detail,
        NULL AS is_given
    FROM scan
    INNER JOIN me ON scan.attendee_id = me.attendee_id
),

started AS (
    SELECT
        conversation.conversation_id AS act_id,
        'conversation' AS kind,
        conversation.started_at_utc AS happened_at_utc,
        conversation.event_id,
        conversation.starter_id AS attendee_id,
        conversation.kiosk,
        conversation.conversation_id,
        CASE
            WHEN conversation.lower_id = conversation.starter_id THEN conversation.higher_id
            ELSE conversation.lower_id
        END AS other_id,
        CASE WHEN conversation_end.conversation_id IS NULL THEN '' ELSE 'ended' END AS detail,
        NULL AS is_given
    FROM conversation
    INNER JOIN me ON conversation.starter_id = me.attendee_id
    LEFT JOIN conversation_end
        ON conversation.conversation_id = conversation_end.conversation_id
),

answered AS (
    SELECT
        answer.answer_id AS act_id,
        'answer' AS kind,
        answer.answered_at_utc AS happened_at_utc,
        conversation.event_id,
        answer.author_id AS attendee_id,
        answer.kiosk,
        answer.conversation_id,
        answer.about_id AS other_id,
        answer.words AS detail,
        NULL AS is_given
    FROM answer
    INNER JOIN me ON answer.author_id = me.attendee_id
    INNER JOIN conversation ON answer.conversation_id = conversation.conversation_id
    WHERE answer.channel = 'kiosk'
),

agreed AS (
    SELECT
        consent.consent_id AS act_id,
        'consent' AS kind,
        consent.decided_at_utc AS happened_at_utc,
        me.event_id,
        me.attendee_id,
        NULL AS kiosk,
        NULL AS conversation_id,
        NULL AS other_id,
        consent.kind AS detail,
        consent.is_given
    FROM consent
    INNER JOIN me ON me.place = 1
    WHERE consent.person_id = $person_id AND consent.source = 'kiosk'
),

acts AS (
    SELECT * FROM shown
    UNION ALL
    SELECT * FROM started
    UNION ALL
    SELECT * FROM answered
    UNION ALL
    SELECT * FROM agreed
)

SELECT
    acts.act_id,
    acts.kind,
    acts.happened_at_utc,
    acts.event_id,
    acts.attendee_id,
    acts.kiosk,
    acts.conversation_id,
    coalesce(person.name, '') AS other_name,
    acts.detail,
    acts.is_given,
    desk_note.note_id IS NOT NULL AS is_reported
FROM acts
LEFT JOIN attendee AS other ON acts.other_id = other.attendee_id
LEFT JOIN person ON other.person_id = person.person_id
LEFT JOIN desk_note ON acts.act_id = desk_note.note_id
WHERE $act_id::UUID IS NULL OR acts.act_id = $act_id::UUID
ORDER BY acts.happened_at_utc DESC, acts.kind, acts.act_id
LIMIT $wanted
OFFSET $skipped
