-- What the organiser decided about an event, and what was printed for it.

-- One row per event that somebody has set up; without a row the defaults of
-- matching/event_plan.py hold. Nothing about a person.
CREATE TABLE event_plan (
    event_id UUID PRIMARY KEY,
    place TEXT NOT NULL, -- where the event is, '' where nobody has said
    desk_place TEXT NOT NULL, -- where the staff desk is, shown by kiosks; '' where nobody has said
    languages TEXT NOT NULL, -- those offered, by commas, the first one greets: 'pl,en'
    prompts TEXT, -- JSON list of ids of data/prompts.toml, at least two; NULL for all
    asks_seeks BOOLEAN NOT NULL, -- the step "who or what are they looking for now?"
    asks_promise BOOLEAN NOT NULL, -- the step "what could you do within 7 days?"
    starts_at_utc TIMESTAMP, -- when guests are expected
    ends_at_utc TIMESTAMP,
    retention_days INTEGER NOT NULL CHECK (retention_days BETWEEN 1 AND 3650),
    capacity INTEGER CHECK (capacity > 0), -- most guests whom registration takes, NULL without end
    registration_is_open BOOLEAN NOT NULL,
    registration_closes_at_utc TIMESTAMP, -- NULL: until the organiser closes it
    changed_at_utc TIMESTAMP NOT NULL
);

-- What happens when. During open talk guests are free to talk with each other. Nothing about a
-- person, unless the organiser writes a speaker's name into a title.
CREATE TABLE agenda_item (
    item_id UUID PRIMARY KEY,
    event_id UUID NOT NULL,
    title TEXT NOT NULL,
    starts_at_utc TIMESTAMP NOT NULL,
    ends_at_utc TIMESTAMP NOT NULL,
    is_open_talk BOOLEAN NOT NULL,
    CHECK (starts_at_utc < ends_at_utc)
);

-- A file to print was drawn and handed out. Appended; nothing about a person.
CREATE TABLE print_out (
    print_id UUID PRIMARY KEY,
    event_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('badges', 'spare_badges', 'paper_list')),
    pieces INTEGER NOT NULL, -- badges, or people on the list
    printed_at_utc TIMESTAMP NOT NULL
);

-- Which badges were ever printed. Holds the badge code of a person: goes with the badge.
CREATE TABLE printed_badge (
    code TEXT PRIMARY KEY,
    printed_at_utc TIMESTAMP NOT NULL
);
