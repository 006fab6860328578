-- What was done with a person's badge, at all events of the series?
--
-- Takes    $person_id, $act_id (null for all), $skipped, $wanted (rows at most)
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          conversation_id, other_name, detail, chips, is_given, is_standing (taking it back
--          changes something), is_reported
-- Order    newest first, then kind, then act_id
WITH me AS (
    SELECT
        attendee.attendee_id,
        attendee.event_id,
        row_number() OVER (ORDER BY attendee.created_at_utc DESC, attendee.attendee_id) AS place
    FROM attendee
    WHERE attendee.person_id = $person_id
),

talk AS (
    SELECT
        conversation.conversation_id,
        conversation.event_id,
        me.attendee_id,
        CASE
            WHEN conversation.lower_id = me.attendee_id THEN conversation.higher_id
            ELSE conversation.lower_id
        END AS other_id
    FROM conversation
    INNER JOIN me ON me.attendee_id IN (conversation.lower_id, conversation.higher_id)
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
        '' AS chips,
        NULL AS is_given,
        FALSE AS is_standing
    FROM scan
    INNER JOIN me ON scan.attendee_id = me.attendee_id
),

started AS (
    SELECT
        talk.conversation_id AS act_id,
        'conversation' AS kind,
        conversation.started_at_utc AS happened_at_utc,
        talk.event_id,
        talk.attendee_id,
        conversation.kiosk,
        talk.conversation_id,
        talk.other_id,
        CASE WHEN conversation_end.conversation_id IS NULL THEN '' ELSE 'ended' END AS detail,
        '' AS chips,
        NULL AS is_given,
        conversation_end.conversation_id IS NULL AS is_standing
    FROM conversation
    INNER JOIN talk
        ON
            conversation.conversation_id = talk.conversation_id
            AND conversation.starter_id = talk.attendee_id
    LEFT JOIN conversation_end
        ON conversation.conversation_id = conversation_end.conversation_id
),

answered AS (
    SELECT
        answer.answer_id AS act_id,
        'answer' AS kind,
        answer.answered_at_utc AS happened_at_utc,
        talk.event_id,
        talk.attendee_id,
        answer.kiosk,
        talk.conversation_id,
        talk.other_id,
        answer.words AS detail,
        answer.chips,
        NULL AS is_given,
        TRUE AS is_standing
    FROM answer
    INNER JOIN talk
        ON
            answer.conversation_id = talk.conversation_id
            AND answer.author_id = talk.attendee_id
    WHERE answer.channel = 'kiosk'
),

promised AS (
    SELECT
        promise.promise_id AS act_id,
        'promise' AS kind,
        promise.promised_at_utc AS happened_at_utc,
        talk.event_id,
        talk.attendee_id,
        promise.kiosk,
        talk.conversation_id,
        talk.other_id,
        promise.kind AS detail,
        '' AS chips,
        NULL AS is_given,
        promise.kind <> 'none' AND NOT EXISTS (
            SELECT 1
            FROM promise AS later
            WHERE
                later.conversation_id = promise.conversation_id
                AND later.author_id = promise.author_id
                AND later.place > promise.place
        ) AS is_standing
    FROM promise
    INNER JOIN talk
        ON
            promise.conversation_id = talk.conversation_id
            AND promise.author_id = talk.attendee_id
    WHERE promise.channel = 'kiosk'
),

shared AS (
    SELECT
        sharing.sharing_id AS act_id,
        'sharing' AS kind,
        sharing.decided_at_utc AS happened_at_utc,
        talk.event_id,
        talk.attendee_id,
        sharing.kiosk,
        talk.conversation_id,
        talk.other_id,
        sharing.fields AS detail,
        '' AS chips,
        NULL AS is_given,
        sharing.fields <> '' AND NOT EXISTS (
            SELECT 1
            FROM sharing AS later
            WHERE
                later.conversation_id = sharing.conversation_id
                AND later.owner_id = sharing.owner_id
                AND later.place > sharing.place
        ) AS is_standing
    FROM sharing
    INNER JOIN talk
        ON
            sharing.conversation_id = talk.conversation_id
            AND sharing.owner_id = talk.attendee_id
    WHERE sharing.channel = 'kiosk'
),

heard AS (
    SELECT
        seeking.seeking_id AS act_id,
        'seeking' AS kind,
        seeking.noted_at_utc AS happened_at_utc,
        talk.event_id,
        talk.attendee_id,
        seeking.kiosk,
        talk.conversation_id,
        talk.other_id,
        seeking.words AS detail,
        seeking.chips,
        NULL AS is_given,
        seeking.words <> '' OR seeking.chips <> '' AS is_standing
    FROM seeking
    INNER JOIN talk
        ON
            seeking.conversation_id = talk.conversation_id
            AND seeking.author_id = talk.attendee_id
    WHERE seeking.channel = 'kiosk'
),

confirmed AS (
    SELECT
        confirmation.confirmation_id AS act_id,
        'confirmation' AS kind,
        confirmation.confirmed_at_utc AS happened_at_utc,
        talk.event_id,
        talk.attendee_id,
        confirmation.kiosk,
        talk.conversation_id,
        talk.other_id,
        '' AS detail,
        '' AS chips,
        NULL AS is_given,
        TRUE AS is_standing
    FROM confirmation
    INNER JOIN answer ON confirmation.answer_id = answer.answer_id
    INNER JOIN talk
        ON
            answer.conversation_id = talk.conversation_id
            AND answer.about_id = talk.attendee_id
    WHERE confirmation.channel = 'kiosk'
),

corrected AS (
    SELECT
        correction.correction_id AS act_id,
        'correction' AS kind,
        correction.corrected_at_utc AS happened_at_utc,
        talk.event_id,
        talk.attendee_id,
        correction.kiosk,
        talk.conversation_id,
        talk.other_id,
        correction.words AS detail,
        '' AS chips,
        NULL AS is_given,
        TRUE AS is_standing
    FROM correction
    INNER JOIN answer ON correction.answer_id = answer.answer_id
    INNER JOIN talk
        ON
            answer.conversation_id = talk.conversation_id
            AND answer.about_id = talk.attendee_id
    WHERE correction.channel = 'kiosk'
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
        '' AS chips,
        consent.is_given,
        consent.is_given AND current_consent.consent_id IS NOT NULL AS is_standing
    FROM consent
    INNER JOIN me ON me.place = 1
    LEFT JOIN current_consent ON consent.consent_id = current_consent.consent_id
    WHERE consent.person_id = $person_id AND consent.source = 'kiosk'
),

acts AS (
    SELECT * FROM shown
    UNION ALL
    SELECT * FROM started
    UNION ALL
    SELECT * FROM answered
    UNION ALL
    SELECT * FROM promised
    UNION ALL
    SELECT * FROM shared
    UNION ALL
    SELECT * FROM heard
    UNION ALL
    SELECT * FROM confirmed
    UNION ALL
    SELECT * FROM corrected
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
    acts.chips,
    acts.is_given,
    acts.is_standing,
    desk_note.note_id IS NOT NULL AS is_reported
FROM acts
LEFT JOIN attendee AS other ON acts.other_id = other.attendee_id
LEFT JOIN person ON other.person_id = person.person_id
LEFT JOIN desk_note ON acts.act_id = desk_note.note_id
WHERE $act_id::UUID IS NULL OR acts.act_id = $act_id::UUID
ORDER BY acts.happened_at_utc DESC, acts.kind, acts.act_id
LIMIT $wanted
OFFSET $skipped
