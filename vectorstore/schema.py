"""The catalog's tables. A change here needs a new `VERSION`, and in `UPGRADES` the way to it."""

VERSION = 4

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    encoding TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    removed TEXT NOT NULL,
    warnings TEXT NOT NULL DEFAULT '[]',
    cuts TEXT NOT NULL DEFAULT '[]'            -- where the reader said that reports begin or do not
);

-- A report belongs to its text, not to a file: the same text may stand in two files, or twice in one.
CREATE TABLE reports (
    version INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: a replaced row is a new version
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,                      -- of everything parsing says of the report, chunks included
    text TEXT NOT NULL,
    body INTEGER NOT NULL,
    doc_type TEXT NOT NULL,
    title TEXT,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    removed TEXT NOT NULL,
    outline TEXT NOT NULL,
    figures TEXT NOT NULL
);

CREATE TABLE occurrences (
    file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    first_line INTEGER NOT NULL,
    report_id TEXT NOT NULL REFERENCES reports (id) DEFERRABLE INITIALLY DEFERRED,
    first_page INTEGER,
    PRIMARY KEY (file_id, start)
) WITHOUT ROWID;
CREATE INDEX occurrences_report ON occurrences (report_id);

CREATE TABLE chunks (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    heading_path TEXT NOT NULL,
    search_hash TEXT NOT NULL
);
CREATE INDEX chunks_report ON chunks (report_id, ord);
CREATE INDEX chunks_search_hash ON chunks (search_hash);

-- Clauses, whose vectors tell which clause of a report is meant.
CREATE TABLE windows (
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    search_hash TEXT NOT NULL,
    PRIMARY KEY (report_id, start)
) WITHOUT ROWID;
CREATE INDEX windows_search_hash ON windows (search_hash);

-- The vector of a chunk or window under an encoder; little-endian float32.
CREATE TABLE vectors (
    encoder TEXT NOT NULL,
    search_hash TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (encoder, search_hash)
);

-- Chunks of which the indexes may not know yet what the catalog says, and the file being worked on.
CREATE TABLE unfinished (chunk_id TEXT PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;

"""

# What the reader said of a report. It outlives the report: taken in again, or edited behind its opening words in
# the same file, the report is as the reader said.
CORRECTIONS = """
CREATE TABLE corrections (
    report_id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    opening TEXT NOT NULL,
    unit TEXT,
    period TEXT,
    doc_type TEXT
) WITHOUT ROWID;
"""

# Until they are rebuilt, stores of earlier versions keep the vectors of windows that were encoded by themselves.
_WINDOWS = "ALTER TABLE windows DROP COLUMN text;"

UPGRADES = {
    "2": """
ALTER TABLE files ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]';
ALTER TABLE files ADD COLUMN cuts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE occurrences ADD COLUMN first_page INTEGER;
"""
    + CORRECTIONS
    + _WINDOWS,
    "3": _WINDOWS,
}
