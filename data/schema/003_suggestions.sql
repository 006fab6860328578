-- Who could meet whom next. Lists are worked out again and again; what guests said to them stays.

-- The lists as last worked out. Whoever reads them looks again at what stands at that moment.
CREATE TABLE suggestion (
    event_id UUID NOT NULL,
    attendee_id UUID NOT NULL, -- whose list it is
    suggested_id UUID NOT NULL,
    rank INTEGER NOT NULL, -- 1 is the best
    score DOUBLE PRECISION NOT NULL,
    via_id UUID, -- attendee of the event with whom both have connected
    reasons TEXT NOT NULL, -- JSON list, each with the ids that prove it
    PRIMARY KEY (attendee_id, suggested_id)
);

-- Two people were proposed to each other at an event; other events wait a month before they do.
CREATE TABLE proposal (
    event_id UUID NOT NULL,
    lower_id UUID NOT NULL, -- persons, the smaller id first
    higher_id UUID NOT NULL,
    proposed_at_utc TIMESTAMP NOT NULL,
    PRIMARY KEY (event_id, lower_id, higher_id),
    CHECK (lower_id < higher_id)
);

-- What a guest said to a suggestion; the latest counts, kind 'none' takes it back.
CREATE TABLE suggestion_reply (
    reply_id UUID PRIMARY KEY, -- made by the client: the same again is the same reply
    event_id UUID NOT NULL,
    author_id UUID NOT NULL, -- attendees
    about_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('declined', 'met', 'none')),
    place INTEGER NOT NULL, -- 0, 1, … among those of this author about this attendee
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'page')),
    kiosk INTEGER,
    replied_at_utc TIMESTAMP NOT NULL,
    UNIQUE (author_id, about_id, place),
    CHECK (author_id <> about_id)
);

-- The person written about lets others know what a sentence says of them; the latest counts.
CREATE TABLE release (
    release_id UUID PRIMARY KEY,
    answer_id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    is_given BOOLEAN NOT NULL,
    place INTEGER NOT NULL,
    decided_at_utc TIMESTAMP NOT NULL,
    UNIQUE (answer_id, place)
);

CREATE VIEW current_reply AS
SELECT suggestion_reply.*
FROM suggestion_reply
WHERE NOT EXISTS (
    SELECT 1
    FROM suggestion_reply AS later
    WHERE
        later.author_id = suggestion_reply.author_id
        AND later.about_id = suggestion_reply.about_id
        AND later.place > suggestion_reply.place
);

-- Who is in at this moment: admitted, and not gone out since.
CREATE VIEW in_the_room AS
SELECT
    current_admission.event_id,
    current_admission.attendee_id
FROM current_admission
WHERE NOT EXISTS (
    SELECT 1
    FROM scan AS gone
    WHERE
        gone.attendee_id = current_admission.attendee_id
        AND gone.outcome = 'left'
        AND NOT EXISTS (
            SELECT 1
            FROM scan AS back
            WHERE
                back.attendee_id = gone.attendee_id
                AND back.outcome IN ('admitted', 'already_admitted', 're_entered')
                AND back.happened_at_utc > gone.happened_at_utc
        )
);

-- Who takes part in more than the entry: expected, not blocked. may_be_named: agreed to be
-- suggested to others by name.
CREATE VIEW participant AS
SELECT
    attendee.event_id,
    attendee.attendee_id,
    attendee.person_id,
    attendee.role,
    attendee.extra,
    coalesce(suggest.is_given, FALSE) AS may_be_named
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN current_consent AS suggest
    ON attendee.person_id = suggest.person_id AND suggest.kind = 'suggest'
LEFT JOIN current_consent AS entry_only
    ON attendee.person_id = entry_only.person_id AND entry_only.kind = 'entry_only'
WHERE
    attendee.status = 'expected'
    AND NOT person.is_blocked
    AND NOT coalesce(entry_only.is_given, FALSE);

-- What the person written about lets others know, as last decided: of a sentence that they had
-- confirmed by then, and have not added to since.
CREATE VIEW released_answer AS
SELECT current_answer.*
FROM current_answer
INNER JOIN confirmation ON current_answer.answer_id = confirmation.answer_id
INNER JOIN release ON current_answer.answer_id = release.answer_id
WHERE
    release.is_given
    AND release.decided_at_utc >= confirmation.confirmed_at_utc
    AND NOT EXISTS (
        SELECT 1
        FROM correction
        WHERE
            correction.answer_id = current_answer.answer_id
            AND correction.corrected_at_utc > release.decided_at_utc
    )
    AND NOT EXISTS (
        SELECT 1
        FROM release AS later
        WHERE later.answer_id = release.answer_id AND later.place > release.place
    );
