-- Who comes to what, with which badge, and what happened at the door.
-- No foreign keys and no secondary indexes (docs/decisions/002); times are naive UTC.

CREATE TABLE series (
    series_id UUID PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    members_know_each_other BOOLEAN NOT NULL,
    created_at_utc TIMESTAMP NOT NULL
);

CREATE TABLE event (
    event_id UUID PRIMARY KEY,
    series_id UUID NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('pl', 'en')),
    is_sample BOOLEAN NOT NULL,
    re_entry BOOLEAN NOT NULL,
    opens_at_utc TIMESTAMP,
    closed_at_utc TIMESTAMP,
    chosen_at_utc TIMESTAMP, -- where several are open, the one chosen last is run
    created_at_utc TIMESTAMP NOT NULL
);

CREATE TABLE person (
    person_id UUID PRIMARY KEY,
    series_id UUID NOT NULL,
    name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    phone TEXT NOT NULL,
    company TEXT NOT NULL,
    job_title TEXT NOT NULL,
    sector TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('', 'pl', 'en')),
    offers TEXT NOT NULL,
    needs TEXT NOT NULL,
    is_blocked BOOLEAN NOT NULL,
    created_at_utc TIMESTAMP NOT NULL
);

-- What a person typed here themselves; an import never writes over it.
CREATE TABLE person_edit (
    person_id UUID NOT NULL,
    field TEXT NOT NULL,
    edited_at_utc TIMESTAMP NOT NULL,
    PRIMARY KEY (person_id, field)
);

CREATE TABLE attendee (
    attendee_id UUID PRIMARY KEY,
    event_id UUID NOT NULL,
    person_id UUID NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('member', 'visitor', 'substitute', 'speaker', 'staff')),
    substitute_for TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('expected', 'cancelled')),
    ticket_type TEXT NOT NULL,
    extra TEXT NOT NULL, -- JSON object: columns of the guest list that we have no name for
    created_at_utc TIMESTAMP NOT NULL
);

-- By which id a ticketing system knows an attendee, such as 'secret:abc' or 'position:17'.
CREATE TABLE ticket (
    event_id UUID NOT NULL,
    source_id TEXT NOT NULL,
    attendee_id UUID NOT NULL,
    PRIMARY KEY (event_id, source_id)
);

-- A badge belongs to a person of the series; a spare one to nobody yet.
CREATE TABLE badge (
    code TEXT PRIMARY KEY,
    series_id UUID NOT NULL,
    person_id UUID,
    issued_at_utc TIMESTAMP NOT NULL,
    ended_at_utc TIMESTAMP
);

-- Everything that was held before a camera or typed, refused ones with their reason.
CREATE TABLE scan (
    scan_id UUID PRIMARY KEY, -- made by the kiosk: the same scan sent twice is one fact
    event_id UUID NOT NULL,
    attendee_id UUID,
    code TEXT, -- only ever a badge code, never what a foreign code said
    kiosk INTEGER,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    source TEXT NOT NULL,
    outcome TEXT NOT NULL,
    happened_at_utc TIMESTAMP NOT NULL,
    received_at_utc TIMESTAMP NOT NULL
);

-- Of two kiosks that race, the primary key lets exactly one be first.
CREATE TABLE admission (
    attendee_id UUID NOT NULL,
    turn INTEGER NOT NULL, -- 0, and one more after each annulment
    event_id UUID NOT NULL,
    scan_id UUID NOT NULL,
    kiosk INTEGER,
    admitted_at_utc TIMESTAMP NOT NULL,
    received_at_utc TIMESTAMP NOT NULL,
    PRIMARY KEY (attendee_id, turn)
);

CREATE TABLE annulment (
    attendee_id UUID NOT NULL,
    turn INTEGER NOT NULL,
    annulled_at_utc TIMESTAMP NOT NULL,
    PRIMARY KEY (attendee_id, turn)
);

-- What staff did by hand, and what guests reported ("this is not me").
CREATE TABLE desk_note (
    note_id UUID PRIMARY KEY,
    event_id UUID NOT NULL,
    attendee_id UUID,
    kiosk INTEGER,
    kind TEXT NOT NULL,
    noted_at_utc TIMESTAMP NOT NULL
);

CREATE TABLE consent (
    consent_id UUID PRIMARY KEY,
    person_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('suggest', 'mail', 'entry_only')),
    is_given BOOLEAN NOT NULL,
    text_version TEXT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    decided_at_utc TIMESTAMP NOT NULL
);

CREATE VIEW current_admission AS
SELECT admission.*
FROM admission
WHERE NOT EXISTS (
    SELECT 1
    FROM annulment
    WHERE annulment.attendee_id = admission.attendee_id AND annulment.turn = admission.turn
);

-- The latest decision counts.
CREATE VIEW current_consent AS
SELECT consent.*
FROM consent
WHERE NOT EXISTS (
    SELECT 1
    FROM consent AS later
    WHERE
        later.person_id = consent.person_id
        AND later.kind = consent.kind
        AND (
            later.decided_at_utc > consent.decided_at_utc
            OR (
                later.decided_at_utc = consent.decided_at_utc
                AND later.consent_id > consent.consent_id
            )
        )
);
