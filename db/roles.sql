-- Roles of the cluster. `assay_api` is whom the API reads as: it sees the views of schema `api` and nothing else, it cannot
-- write (but for adding the manifest of a finished export, by api.keep_manifest), it owns nothing and is a member of nothing.
-- `migrate` runs this file after its migrations and gives the role a password when ASSAY_API_DB_PASS is set. Where the migrating
-- user may not create roles, it says so and goes on: then a superuser runs this file by hand, or the API reads as the user that
-- it logs in as (ASSAY_API_ROLE=none). Safe to run again.
do $$
begin
  if not exists (select from pg_roles where rolname = 'assay_api') then
    create role assay_api nologin;
  end if;
exception
  when duplicate_object or unique_violation then null; -- made by another database of this cluster just now
  when insufficient_privilege then raise warning 'role assay_api is not there, and % may not create it', current_user;
end
$$;

do $$
begin
  if not exists (select from pg_roles where rolname = 'assay_api') then
    return;
  end if;
  grant usage on schema api to assay_api;
  grant select on all tables in schema api to assay_api;
  grant execute on all functions in schema api to assay_api;
  alter default privileges in schema api grant select on tables to assay_api;
  alter default privileges in schema api grant execute on functions to assay_api;
end
$$;

-- What every user of a database may do unless it is taken away: the API needs none of it.
do $$
begin
  if has_database_privilege('public', current_database(), 'temporary') then
    execute format('revoke temporary on database %I from public', current_database());
  end if;
  if has_schema_privilege('public', 'public', 'create') then
    revoke create on schema public from public;
  end if;
exception
  when insufficient_privilege then raise warning '% may not take rights from public', current_user;
end
$$;

-- Settings that hold from login on. A session may change them, so they bound mistakes and not an attacker.
do $$
begin
  if not exists (select from pg_roles where rolname = 'assay_api') then
    return;
  end if;
  -- Whoever migrates may also read as the API does. Before version 16 every member may.
  if not pg_has_role(current_user, 'assay_api',
      case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end) then
    grant assay_api to current_user;
  end if;
  if not exists (select from pg_db_role_setting where setrole = 'assay_api'::regrole and setdatabase = 0) then
    alter role assay_api set default_transaction_read_only = on;
    alter role assay_api set statement_timeout = '10min';
    alter role assay_api set idle_in_transaction_session_timeout = '15s';
  end if;
exception
  when insufficient_privilege then raise warning '% may not change role assay_api', current_user;
end
$$;
