-- What the application's role may do; run after every migration. Roles are made where that is allowed, and a database
-- with a single user needs none.

DO $$
BEGIN
    IF to_regrole('luli_app') IS NULL
        AND (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user)
    THEN
        CREATE ROLE luli_app NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN
        RAISE NOTICE 'another process made the role luli_app';
END
$$;

DO $$
BEGIN
    IF to_regrole('luli_app') IS NULL THEN
        RETURN;
    END IF;
    GRANT USAGE ON SCHEMA ledger, vault, read, access TO luli_app;
    GRANT SELECT, INSERT ON ledger.event, ledger.commit TO luli_app;
    GRANT SELECT, INSERT, UPDATE ON ledger.head, ledger.tracking, ledger.published TO luli_app;
    GRANT SELECT, INSERT ON ledger.handover TO luli_app;
    GRANT SELECT, INSERT, UPDATE ON vault.subject_key, vault.command TO luli_app;
    GRANT SELECT, INSERT, DELETE ON vault.claim TO luli_app;
    GRANT SELECT, INSERT ON vault.key_check TO luli_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA read TO luli_app;
    GRANT SELECT, INSERT, UPDATE ON access.token TO luli_app;
    GRANT SELECT, INSERT ON access.look TO luli_app;
    GRANT SELECT ON luli_migration TO luli_app;
END
$$;
