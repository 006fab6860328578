-- A chapter meets again and again: which meeting follows which, who comes as what, who paid at the
-- door, what happens between two meetings, and which promises were kept.

-- Which meeting was made from which; the primary key lets two taps make one.
CREATE TABLE next_meeting (
    event_id UUID PRIMARY KEY,
    next_event_id UUID NOT NULL,
    made_at_utc TIMESTAMP NOT NULL
);

-- The event of a series that is no meeting: talks of two members between meetings belong to it. It
-- is never run, never on a list of events, and nobody is admitted to it.
CREATE TABLE between_event (
    series_id UUID PRIMARY KEY,
    event_id UUID NOT NULL UNIQUE,
    made_at_utc TIMESTAMP NOT NULL
);

-- As what somebody comes to a meeting, said by hand; the latest counts, before what a list says.
-- Holds of a person: the attendee's role, and which person invited them or is represented.
CREATE TABLE role_change (
    change_id UUID PRIMARY KEY, -- made by the client: the same again is the same change
    event_id UUID NOT NULL,
    attendee_id UUID NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('member', 'visitor', 'substitute', 'speaker', 'staff')),
    of_person_id UUID, -- who invited the visitor, or whom the substitute stands in for
    place INTEGER NOT NULL, -- 0, 1, … among those of this attendee
    actor TEXT NOT NULL,
    changed_at_utc TIMESTAMP NOT NULL,
    UNIQUE (attendee_id, place)
);

-- Who paid at the door; the latest counts, is_paid false takes it back.
-- Holds of a person: that the attendee paid, and how much.
CREATE TABLE door_payment (
    payment_id UUID PRIMARY KEY, -- made by the client: the same again is the same payment
    event_id UUID NOT NULL,
    attendee_id UUID NOT NULL,
    is_paid BOOLEAN NOT NULL,
    amount_cents INTEGER, -- nothing where only the fact was noted
    place INTEGER NOT NULL, -- 0, 1, … among those of this attendee
    actor TEXT NOT NULL,
    noted_at_utc TIMESTAMP NOT NULL,
    UNIQUE (attendee_id, place)
);

-- From when on somebody is late at a meeting, where the organiser set more than the usual grace.
CREATE TABLE meeting_grace (
    event_id UUID PRIMARY KEY,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 240)
);

-- The author of a promise says that it was kept. A promise made anew is another one.
-- Holds of a person: that the author (attendee) kept this promise.
CREATE TABLE promise_kept (
    promise_id UUID PRIMARY KEY,
    conversation_id UUID NOT NULL,
    author_id UUID NOT NULL,
    kept_at_utc TIMESTAMP NOT NULL
);

-- As what somebody comes, and through whom, as last said by hand.
CREATE VIEW current_role_change AS
SELECT role_change.*
FROM role_change
WHERE NOT EXISTS (
    SELECT 1
    FROM role_change AS later
    WHERE later.attendee_id = role_change.attendee_id AND later.place > role_change.place
);

CREATE VIEW current_payment AS
SELECT door_payment.*
FROM door_payment
WHERE
    door_payment.is_paid
    AND NOT EXISTS (
        SELECT 1
        FROM door_payment AS later
        WHERE later.attendee_id = door_payment.attendee_id AND later.place > door_payment.place
    );
