-- What several server processes of one event have to know of each other, and one view for whoever
-- works out the lists.

-- What others learned about the participants of an event, in conversations that both answered, at
-- whatever event of the series. answer_id: only where its subject released it.
CREATE VIEW learned AS
WITH said AS (
    SELECT
        current_answer.about_id,
        current_answer.conversation_id,
        FALSE AS is_need,
        current_answer.words,
        current_answer.chips,
        current_answer.language,
        released_answer.answer_id
    FROM current_answer
    LEFT JOIN released_answer ON current_answer.answer_id = released_answer.answer_id
    LEFT JOIN withheld_answer ON current_answer.answer_id = withheld_answer.answer_id
    WHERE withheld_answer.answer_id IS NULL
    UNION ALL
    SELECT
        current_answer.about_id,
        current_answer.conversation_id,
        FALSE AS is_need,
        correction.words,
        '' AS chips,
        current_answer.language,
        NULL AS answer_id
    FROM correction
    INNER JOIN current_answer ON correction.answer_id = current_answer.answer_id
    WHERE correction.verdict <> 'vulgar'
    UNION ALL
    SELECT
        seeking.about_id,
        seeking.conversation_id,
        TRUE AS is_need,
        CASE WHEN seeking.verdict = 'vulgar' THEN '' ELSE seeking.words END AS words,
        seeking.chips,
        seeking.language,
        NULL AS answer_id
    FROM seeking
    WHERE NOT EXISTS (
        SELECT 1
        FROM seeking AS later
        WHERE
            later.conversation_id = seeking.conversation_id
            AND later.author_id = seeking.author_id
            AND later.place > seeking.place
    )
)

SELECT
    participant.event_id,
    participant.attendee_id AS about_id,
    said.is_need,
    said.words,
    said.chips,
    said.language,
    said.answer_id
FROM said
INNER JOIN connection ON said.conversation_id = connection.conversation_id
INNER JOIN attendee ON said.about_id = attendee.attendee_id
INNER JOIN participant ON attendee.person_id = participant.person_id;

-- Up to which moment what happened is in the lists of an event, where a worker of its own works
-- them out. Holds nothing about a person.
CREATE TABLE worked_out (
    event_id UUID PRIMARY KEY,
    as_of_utc TIMESTAMP NOT NULL,
    seconds DOUBLE PRECISION NOT NULL -- how long the last time took
);

-- Processes that hand in mails, or have one in hand of which they have not yet said what became:
-- one at a time, and whoever was cut off before. Holds nothing about a person.
CREATE TABLE mail_sender (
    sender_id UUID PRIMARY KEY, -- made anew by each process
    began_at_utc TIMESTAMP NOT NULL,
    trouble TEXT NOT NULL, -- why mails wait although they are due, a code
    woken_at_utc TIMESTAMP -- when somebody wanted it to look at once
);

-- That a page of the dashboard is open at an event, so that kiosks may call for staff.
CREATE TABLE desk_presence (
    event_id UUID PRIMARY KEY,
    asked_at_utc TIMESTAMP NOT NULL
);

-- What kiosks reported last of themselves, to whichever process they speak with.
CREATE TABLE kiosk_health (
    kiosk_id UUID PRIMARY KEY,
    seen_at_utc TIMESTAMP NOT NULL,
    camera TEXT NOT NULL,
    camera_ok_at_utc TIMESTAMP
);

-- Tries at what is secret, for as many minutes as they count; a right one is taken back. From
-- where somebody tried is kept as a keyed hash only.
CREATE TABLE wrong_try (
    try_id UUID PRIMARY KEY,
    door TEXT NOT NULL, -- what was tried
    origin TEXT NOT NULL,
    tried_at_utc TIMESTAMP NOT NULL
);
