"""The tables of the archive file."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS bodies (
    sha256 TEXT PRIMARY KEY,
    size_bytes INTEGER NOT NULL,
    packed BLOB NOT NULL            -- zlib
);
CREATE TABLE IF NOT EXISTS captures (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    role TEXT NOT NULL,
    key TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    checked_at TEXT NOT NULL,       -- the last time that this version was seen
    status INTEGER NOT NULL,
    name TEXT,
    media_type TEXT,
    etag TEXT,
    last_modified TEXT,
    sha256 TEXT NOT NULL REFERENCES bodies,
    stated TEXT NOT NULL            -- JSON
);
CREATE INDEX IF NOT EXISTS captures_by_url ON captures (url, sequence);
CREATE INDEX IF NOT EXISTS captures_by_key ON captures (key, role, sequence);
CREATE INDEX IF NOT EXISTS captures_by_source ON captures (source, role, sequence);

-- what a list page or a post promised and the archive does not hold yet
CREATE TABLE IF NOT EXISTS wanted (
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    role TEXT NOT NULL,
    name TEXT,
    stated TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    PRIMARY KEY (key, url)
);
-- the last walk over a source that reached its end
CREATE TABLE IF NOT EXISTS passes (
    source TEXT PRIMARY KEY,
    finished_at TEXT NOT NULL,
    sequence INTEGER NOT NULL,      -- posts first captured up to here were walked over
    since TEXT NOT NULL             -- how far back it went; empty: to the end of the board
);
-- the last attempt at a source, good or bad
CREATE TABLE IF NOT EXISTS runs (
    source TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    counts TEXT NOT NULL,           -- JSON
    error TEXT
);
-- what robots.txt said, whether a host refused us
CREATE TABLE IF NOT EXISTS hosts (
    host TEXT PRIMARY KEY,
    robots_at TEXT,
    robots_status INTEGER,
    robots TEXT NOT NULL,
    refusals INTEGER NOT NULL,      -- in a row
    until TEXT,                     -- not asked before
    reason TEXT
);
-- what each post said when it was first read: the own history of a source, that its monitors compare with
CREATE TABLE IF NOT EXISTS readings (
    key TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT,                 -- the day, of the row or the post
    characters INTEGER NOT NULL,
    files INTEGER NOT NULL,
    digest TEXT NOT NULL            -- hash of text and attachments
);
CREATE INDEX IF NOT EXISTS readings_by_source ON readings (source, published);
-- every run over a source, for its report and its history
CREATE TABLE IF NOT EXISTS run_log (
    source TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    counts TEXT NOT NULL,           -- JSON
    error TEXT,
    alarms TEXT NOT NULL,           -- JSON: [[name, message], …]
    PRIMARY KEY (source, started_at)
);
-- suspect captures, until a person decides
CREATE TABLE IF NOT EXISTS quarantine (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    put_at TEXT NOT NULL,
    alarm TEXT NOT NULL,
    message TEXT NOT NULL,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    role TEXT NOT NULL,
    key TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    name TEXT,
    media_type TEXT,
    etag TEXT,
    last_modified TEXT,
    sha256 TEXT NOT NULL REFERENCES bodies,
    stated TEXT NOT NULL,           -- JSON
    UNIQUE (url, key, alarm)        -- of the pages that an address gave, the last
);
-- new posts of a run, until its monitors have judged them
CREATE TABLE IF NOT EXISTS withheld (
    key TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    role TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    name TEXT,
    media_type TEXT,
    etag TEXT,
    last_modified TEXT,
    sha256 TEXT NOT NULL REFERENCES bodies,
    stated TEXT NOT NULL            -- JSON
);
CREATE INDEX IF NOT EXISTS withheld_by_source ON withheld (source);
-- alarms about lists that a person found harmless
CREATE TABLE IF NOT EXISTS accepted (
    source TEXT NOT NULL,
    alarm TEXT NOT NULL,
    accepted_at TEXT NOT NULL,
    PRIMARY KEY (source, alarm)
);
-- spans of days that were read to their end (--since, --until); empty: open
CREATE TABLE IF NOT EXISTS depths (
    source TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    PRIMARY KEY (source, since, until)
);
-- the last search of each government for boards of plans
CREATE TABLE IF NOT EXISTS plan_searches (
    government TEXT PRIMARY KEY,
    searched_at TEXT NOT NULL,
    year INTEGER NOT NULL,
    state TEXT NOT NULL,            -- found, awaited, not found, unreachable
    seen TEXT NOT NULL              -- JSON: addresses
);
-- the last time that a whole board was walked over again
CREATE TABLE IF NOT EXISTS deep_passes (
    source TEXT PRIMARY KEY,
    finished_at TEXT NOT NULL
);
"""
