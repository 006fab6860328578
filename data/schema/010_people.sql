-- People who come without being on the list, and whether a kiosk may let them in.
-- No foreign keys and no secondary indexes (docs/decisions/002); times are naive UTC.

-- What the organiser allowed at an event; holds nothing of a person.
CREATE TABLE walk_in_setting (
    event_id UUID PRIMARY KEY,
    at_kiosks BOOLEAN NOT NULL
);

-- A form that let somebody in; sent twice it is one guest. Of a person it holds that they came
-- without an invitation, and when.
CREATE TABLE walk_in (
    form_id UUID PRIMARY KEY, -- made with the form
    event_id UUID NOT NULL,
    attendee_id UUID NOT NULL,
    kiosk INTEGER,
    came_at_utc TIMESTAMP NOT NULL
);
