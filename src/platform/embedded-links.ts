import { cp, readFile, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { Misconfigured } from '../claim/errors.ts'

/**
 * Makes the links between the server's libraries that npm cannot carry. The package lists them and would make them by a
 * script at its installation; scripts of packages are not run. `native` is the package's folder of that name.
 * @throws Misconfigured `POSTGRES_UNAVAILABLE` when the folder may not be written
 */
export async function linkLibraries(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      // Packages for systems that need no links have no list.
      if (error.code === 'ENOENT') return '[]'
      throw error
    },
  )
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = join(native, '..', target)
    try {
      await symlink(relative(dirname(target), source), link)
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw new Misconfigured(
        'POSTGRES_UNAVAILABLE',
        `cannot make the link ${link}: start once as the owner of that folder`,
        { cause },
      )
    }
  }
}

/**
 * Copies the server's folder to where another user may read it. Links stay as they are, relative: made absolute they would lead back
 * to the folder that was copied, and break with it.
 */
export const copyServer = (native: string, copy: string): Promise<void> =>
  cp(native, copy, { recursive: true, verbatimSymlinks: true })
