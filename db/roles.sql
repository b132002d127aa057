-- Roles of the cluster. `assay_api` is whom the API reads as: it sees the views of schema `api` and nothing else, and it
-- cannot write. The migration of schema `api` runs this file; run it by hand as a superuser when the migrating user may
-- not create roles. Safe to run again.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'assay_api') then
    create role assay_api nologin;
  end if;
exception
  when duplicate_object or unique_violation then null; -- made by another database of this cluster just now
end
$$;

grant assay_api to current_user;
grant usage on schema api to assay_api;
grant select on all tables in schema api to assay_api;
grant execute on all functions in schema api to assay_api;
alter default privileges in schema api grant select on tables to assay_api;
alter default privileges in schema api grant execute on functions to assay_api;
