import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  'create schema served',
  // What finished exports were of: never changed, never removed. `json` keeps the text as it was written.
  `create table served.export_manifest (
    id uuid primary key,
    manifest json not null check (octet_length(manifest::text) <= 262144),
    kept_at timestamptz not null default now())`,
  'create view api.export_manifest as select id, manifest, kept_at from served.export_manifest',
  // The one thing that the API's role may write (db/roles.sql): one more manifest. An id that is taken is an error.
  `create function api.keep_manifest(id uuid, manifest json) returns void
    language sql volatile security definer set search_path = pg_catalog as $$
      insert into served.export_manifest (id, manifest) values (id, manifest)
    $$`,
  'revoke execute on function api.keep_manifest(uuid, json) from public',
]

/** Manifests of exports, kept for good. */
export class ExportManifests1790000000510 implements MigrationInterface {
  readonly name = 'ExportManifests1790000000510'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function api.keep_manifest(uuid, json)')
    await runner.query('drop view api.export_manifest')
    await runner.query('drop schema served cascade')
  }
}
