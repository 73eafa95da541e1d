-- Fingerprints of a ledger's keys, noted when it is first opened: it opens with its own keys only.

CREATE TABLE vault.key_check (
    name        text  COLLATE "C" NOT NULL CONSTRAINT key_check_pkey PRIMARY KEY,
    fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32)
);
