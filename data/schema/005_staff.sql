-- Who runs the event: staff at their devices, kiosks that were enrolled, and what was done by whom.

-- A device of the organiser or of staff that is signed in. Only a hash of its key is kept.
CREATE TABLE staff_session (
    session_id UUID PRIMARY KEY,
    key_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, -- of a member of staff, as the organiser called them
    role TEXT NOT NULL CHECK (role IN ('organiser', 'staff')),
    door TEXT NOT NULL, -- by which PIN or password: once that changed, the session is over
    began_at_utc TIMESTAMP NOT NULL,
    ends_at_utc TIMESTAMP NOT NULL
);

CREATE TABLE staff_session_end (
    session_id UUID PRIMARY KEY,
    ended_at_utc TIMESTAMP NOT NULL
);

-- A link that signs one device in, once.
CREATE TABLE staff_invitation (
    invitation_id UUID PRIMARY KEY,
    key_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('organiser', 'staff')),
    made_at_utc TIMESTAMP NOT NULL,
    ends_at_utc TIMESTAMP NOT NULL
);

CREATE TABLE staff_invitation_use (
    invitation_id UUID PRIMARY KEY, -- of two devices that race, exactly one is first
    used_at_utc TIMESTAMP NOT NULL
);

-- Where no PIN is set; the latest counts.
CREATE TABLE organiser_password (
    password_id UUID PRIMARY KEY,
    argon2 TEXT NOT NULL,
    set_at_utc TIMESTAMP NOT NULL
);

-- A browser that may be a kiosk.
CREATE TABLE kiosk (
    kiosk_id UUID PRIMARY KEY,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('both', 'door', 'talk', 'exit')),
    enrolled_at_utc TIMESTAMP NOT NULL,
    revoked_at_utc TIMESTAMP
);

-- What makes a browser a kiosk, once. Only a keyed hash of the code is kept.
CREATE TABLE kiosk_code (
    code_hash TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    mode TEXT NOT NULL,
    made_at_utc TIMESTAMP NOT NULL,
    ends_at_utc TIMESTAMP NOT NULL
);

-- A guest at a kiosk asks for somebody to come.
CREATE TABLE staff_call (
    call_id UUID PRIMARY KEY, -- made by the kiosk: the same again is the same call
    event_id UUID NOT NULL,
    kiosk INTEGER,
    called_at_utc TIMESTAMP NOT NULL
);

-- Somebody is on their way, or the guest no longer needs them.
CREATE TABLE staff_call_end (
    call_id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('taken', 'withdrawn')),
    ended_at_utc TIMESTAMP NOT NULL
);

-- One sentence for all kiosks; the latest counts, without words there is none.
CREATE TABLE announcement (
    announcement_id UUID PRIMARY KEY,
    event_id UUID NOT NULL,
    words_pl TEXT NOT NULL,
    words_en TEXT NOT NULL,
    made_at_utc TIMESTAMP NOT NULL
);

-- Who did what, when, to whom: ids only, never a name or a sentence. Nothing here is ever changed.
CREATE TABLE audit (
    audit_id UUID PRIMARY KEY,
    actor TEXT NOT NULL, -- 'staff:<session>', 'self', 'api:<token>', 'upkeep', 'cli'
    act TEXT NOT NULL,
    event_id UUID,
    subject_id UUID, -- a person, an attendee or another thing, as the act says
    detail TEXT NOT NULL,
    noted_at_utc TIMESTAMP NOT NULL
);
