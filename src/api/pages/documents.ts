import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One page of the documentation. */
export interface Document {
  /** Address below `/docs/`, e.g. `methodology/pnl`. */
  readonly slug: string
  /** File below the folder of documents, with `/` between parts. */
  readonly file: string
  readonly title: string
  readonly text: string
}

/** Every `.md` file of a folder, by slug. A `README.md` is the page of its folder. Only what is listed here is ever served. */
export async function readDocuments(folder: string): Promise<ReadonlyMap<string, Document>> {
  const names = await readdir(folder, { recursive: true })
  const files = names.map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith('.md'))
  const documents = await Promise.all(
    files.sort().map(async (file): Promise<Document> => {
      const text = await readFile(join(folder, file), 'utf8')
      const slug = file.replace(/(^|\/)README\.md$/, '').replace(/\.md$/, '')
      return { slug, file, title: titleOf(text) ?? slug, text }
    }),
  )
  return new Map(documents.map((document) => [document.slug, document]))
}

function titleOf(text: string): string | undefined {
  return /^# +(.+)$/m.exec(text)?.[1]?.replaceAll('`', '').trim()
}
