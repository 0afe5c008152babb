-- The two roles and the database of the portal, made once by a superuser:
--   psql -v owner_password=… -v serving_password=… -f deploy/roles.sql
-- The owner migrates and backs up; the serving role answers requests, owns nothing and stands behind row security.
\set ON_ERROR_STOP on
\if :{?owner}
\else
  \set owner localities_owner
\endif
\if :{?serving}
\else
  \set serving localities_app
\endif
\if :{?database}
\else
  \set database localities
\endif

-- A role that is there already is left as it is.
SELECT bool_and(rolname <> :'owner') IS NOT FALSE AS no_owner, bool_and(rolname <> :'serving') IS NOT FALSE AS no_serving
  FROM pg_roles \gset
\if :no_owner
CREATE ROLE :"owner" LOGIN NOSUPERUSER BYPASSRLS NOCREATEROLE PASSWORD :'owner_password';
\endif
\if :no_serving
CREATE ROLE :"serving" LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'serving_password';
\endif
CREATE DATABASE :"database" OWNER :"owner"
  TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"database" TO :"serving";

\connect :"database"
GRANT USAGE ON SCHEMA public TO :"serving";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"serving";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" GRANT USAGE, SELECT ON SEQUENCES TO :"serving";
-- Some functions read past row security: only the serving role calls what the owner makes, not whoever can connect.
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" GRANT EXECUTE ON FUNCTIONS TO :"serving";
