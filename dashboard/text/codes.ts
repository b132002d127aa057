import table from '../../docs/methodology/codes.md?raw'

interface CodeWords {
  readonly meaning: string
  /** Who can change the answer. */
  readonly actor: string
  /** What they can do; null where the page does not say. */
  readonly remedy: string | null
}

/** The rows of a table of Markdown, as cells of plain text. */
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+$/.test(line))
    .map((line) => line.split('|').slice(1, -1).map(plainOf))

const plainOf = (cell: string) => cell.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim()

function readCodes(): ReadonlyMap<string, CodeWords> {
  const rows = rowsOf(table)
  const remedies = new Map(
    rows.filter(([, fault]) => isFault(fault)).map(([actor, , remedy]) => [actor, remedy]),
  )
  const codes = new Map<string, CodeWords>()
  for (const [names = '', meaning = '', actor = ''] of rows)
    for (const [, code = ''] of names.matchAll(/`([A-Z0-9_]+)`/g))
      codes.set(code, { meaning: meaning.replaceAll('`', ''), actor, remedy: remedies.get(actor) ?? null })
  return codes
}

const isFault = (cell: string | undefined) => /^(`(node|relayer|registry|unknown)`|never)$/.test(cell ?? '')

const CODES = readCodes()

/** A code of the reference node in words, as docs/methodology/codes.md has it: the page is read, so there are no second words. */
export function codeOf(code: string): CodeWords {
  if (code === 'VERIFIED')
    return { meaning: 'the evidence proves the statement', actor: 'nobody', remedy: null }
  return (
    CODES.get(code) ?? { meaning: code.toLowerCase().replaceAll('_', ' '), actor: 'not known', remedy: null }
  )
}
