import pg from 'pg'

/**
 * Makes a database, empty or a copy of `template`, and drops it after `use`. `admin`: URL of the server's database
 * `assay`; nobody may be connected to the template.
 */
export async function inDatabase<T>(
  admin: string,
  use: (url: string) => Promise<T>,
  template?: string,
): Promise<T> {
  const name = `bench_${Math.random().toString(36).slice(2, 10)}`
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  try {
    // A copy of files: page by page through the log, as is the default, a large template takes minutes.
    await client.query(`create database ${name}${template ? ` template ${template} strategy file_copy` : ''}`)
    return await use(urlOf(admin, name))
  } finally {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  }
}

/** The URL of another database of the same server. */
export function urlOf(admin: string, name: string): string {
  return admin.replace(/\/assay$/, `/${name}`)
}
