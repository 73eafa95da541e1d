-- Read models: everything here can be dropped and filled again from ledger.event. Never a person's plain values.

CREATE SCHEMA read;

-- How far each read model has come: it holds what the events [0, size) say.
CREATE TABLE read.progress (
    name text   COLLATE "C" NOT NULL CONSTRAINT progress_pkey PRIMARY KEY,
    size bigint NOT NULL CHECK (size >= 0)
);

-- Which organisations were ever said to hold which worker, as home or as host. Who holds whom on a day is folded.
CREATE TABLE read.membership (
    organisation_id text   COLLATE "C" NOT NULL,
    worker_id       text   COLLATE "C" NOT NULL,
    first_position  bigint NOT NULL,
    CONSTRAINT membership_pkey PRIMARY KEY (organisation_id, worker_id)
);

-- Which organisation was ever said to stand under which; '' is above the roots.
CREATE TABLE read.parentage (
    parent_id       text   COLLATE "C" NOT NULL,
    organisation_id text   COLLATE "C" NOT NULL,
    first_position  bigint NOT NULL,
    CONSTRAINT parentage_pkey PRIMARY KEY (parent_id, organisation_id)
);

-- Full hash tiles of the log (C2SP tlog-tiles): 256 hashes of 32 bytes, and the hash of the node above them all.
CREATE TABLE read.tile (
    level  smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
    index  bigint   NOT NULL CHECK (index >= 0),
    root   bytea    NOT NULL CHECK (octet_length(root) = 32),
    hashes bytea    NOT NULL CHECK (octet_length(hashes) = 8192),
    CONSTRAINT tile_pkey PRIMARY KEY (level, index)
);
ALTER TABLE read.tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
