import { readFileSync } from 'node:fs'

const PAGE = 'docs/methodology/answers.md'

/**
 * The fields that docs/methodology/answers.md names in the row of a table whose first cell names `what`: by themselves, and under the
 * field in front of the brackets or of the `for each` in which they stand.
 */
export function documentedFields(what: string): {
  readonly own: string[]
  readonly of: Record<string, string[]>
} {
  const rows = readFileSync(PAGE, 'utf8').split('\n')
  const row = rows.find((each) => each.startsWith('| ') && namesIn(each.split(' | ')[0] ?? '').includes(what))
  if (row === undefined) throw new Error(`${PAGE} has no row for ${what}`)
  const cell = row.split(' | ').slice(1).join(' | ')
  const of: Record<string, string[]> = {}
  // `list`: for each … is a list of objects with the fields behind it; `name` (…) an object, or a list of them, likewise.
  const [plain = '', listName, rest = ''] = /^(.*?)`(\w+)`: for each (.*)$/.exec(cell)?.slice(1) ?? [cell]
  if (listName !== undefined) of[listName] = namesIn(rest.replace(/\([^)]*\)/g, ''))
  const own = plain.replace(/`(\w+)` \(([^)]*)\)/g, (_, name: string, inner: string) => {
    const names = namesIn(inner)
    if (names.length > 0) of[name] = names
    return `\`${name}\``
  })
  return { own: [...namesIn(own), ...(listName === undefined ? [] : [listName])], of }
}

/** The fields of an object: of every answer, or of what is printed about one claim. */
export function documentedMembers(of: 'answer' | 'claim'): string[] {
  const tables = readFileSync(PAGE, 'utf8')
    .split('\n\n')
    .filter((table) => table.startsWith('| field |'))
  const rows = tables[of === 'answer' ? 0 : 1]?.split('\n').slice(2) ?? []
  return rows.flatMap((row) => namesIn(row.split(' | ')[0] ?? ''))
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
}
