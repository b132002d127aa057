import type { Pool } from '../platform/database.ts'

// Of the user that logged in, whatever role was taken on since: `reset role` leads back to it.
const STRENGTHS = `
  select case
    when rolsuper then 'is a superuser'
    when exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'facts' and c.relowner = r.oid) then 'owns the tables'
    when exists (select from pg_auth_members m where m.member = r.oid and m.roleid <> coalesce(to_regrole('assay_api'), 0))
      then 'is a member of other roles'
  end as strength, rolname as name from pg_roles r where rolname = session_user`

/**
 * Says in words what the API's login may do beyond reading what it serves; undefined when that is nothing. With such a
 * login, one statement that an attacker gets into a session could do the same.
 */
export async function describeLogin(pool: Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ strength: string | null; name: string }>(STRENGTHS)
  const [row] = rows
  return row?.strength ? `database user ${row.name} ${row.strength}` : undefined
}
