import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The secret of so many bytes that is kept in `<folder>/<name>`, made when there is none. Only the owner may read it. */
export async function getSeed(folder: string, name: string, size: number): Promise<Buffer> {
  const file = join(folder, name)
  const kept = await readFile(file).catch(() => undefined)
  if (kept?.length === size) return kept
  const made = randomBytes(size)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(`${file}.part`, made, { mode: 0o600 })
  await rename(`${file}.part`, file)
  return made
}
