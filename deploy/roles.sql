-- The two roles of the portal. Run once, as a superuser, on a PostgreSQL of your own (17 or newer); running it again changes nothing:
--
--   psql -f deploy/roles.sql
--   psql -c '\password aeo_owner' -c '\password aeo_app'
--   psql -c 'CREATE DATABASE aeo OWNER aeo_owner'
--
-- aeo_owner owns the tables and migrates them (MIGRATION_DATABASE_URL); aeo_app runs web and worker (DATABASE_URL).
-- Neither is a superuser or passes by row-level security: the second wall between operators stands for both.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'aeo_owner') THEN
    CREATE ROLE aeo_owner;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'aeo_app') THEN
    CREATE ROLE aeo_app;
  END IF;
END
$$;

ALTER ROLE aeo_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE aeo_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
