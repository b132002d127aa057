// From the strongest to the weakest; docs/methodology has what each letter stands for.
const CONFIDENCE = ['S', 'D', 'I', 'C', 'U', 'K'] as const

/** One number from one source. Decimal text, so that nothing is lost before it is used. Dates: `2026-05-20` or `2026-05`. */
export interface ReferenceRow {
  readonly id: string
  readonly subject: string
  readonly quantity: string
  readonly low: string | null
  readonly mid: string | null
  readonly high: string | null
  readonly unit: string
  readonly source: string
  readonly as_of: string
  readonly confidence: (typeof CONFIDENCE)[number]
  readonly shelf_life_days: number
  /** Where its source can be read. */
  readonly address?: string | null
  /** What it is of: one card, a card's share of its server, the whole host. */
  readonly basis?: string | null
  /** Who corrected it here; null: it came with the catalogue. */
  readonly author?: string | null | undefined
}

/** The catalogue, as far as figures read it. */
export interface ReferenceRows {
  readonly values: readonly ReferenceRow[]
}

/** What the catalogue says of one quantity of one subject. */
export interface Reference {
  readonly chosen: ReferenceRow
  /** Past its shelf life at the moment asked: marked wherever it is used. */
  readonly stale: boolean
  /** Other rows whose range does not touch the chosen one's: shown, not averaged away. */
  readonly contradictions: readonly ReferenceRow[]
}

/**
 * Of the rows with a value that were in print by `now` (Unix seconds), and where there is none that early of the oldest: the one
 * that whoever runs this has set; else one that was read and is within its shelf life, before any of general knowledge; else the
 * newest, of equally new ones the one of the best confidence. Undefined when there is none.
 */
export function findReference(
  { values }: ReferenceRows,
  subject: string,
  quantity: string,
  now: number,
): Reference | undefined {
  const rows = values.filter(
    (row) => row.subject === subject && row.quantity === quantity && !isValueless(row),
  )
  const there = inPrint(rows, now)
  const [chosen] = [...withoutGuesses(there, now)].sort(byTrust)
  if (!chosen) return undefined
  const others = there.filter((row) => row !== chosen).sort(byTrust)
  return {
    chosen,
    stale: isStale(chosen, now),
    contradictions: others.filter((row) => !overlaps(row, chosen)),
  }
}

/** Whether a row is past its shelf life. `now` in Unix seconds. */
export function isStale(row: Pick<ReferenceRow, 'as_of' | 'shelf_life_days'>, now: number): boolean {
  return now > Date.parse(row.as_of) / 1000 + row.shelf_life_days * 86_400
}

/** Whether a row says only that no source of it was read: it is none to compute with. */
export function isValueless({ low, mid, high }: Pick<ReferenceRow, 'low' | 'mid' | 'high'>): boolean {
  return low === null && mid === null && high === null
}

/** The likely value as decimal text: `mid`, or the middle of the range. */
export function likelyValue(row: ReferenceRow): string {
  if (row.mid !== null) return row.mid
  const places = Math.max(...[row.low, row.high].map((text) => text?.split('.')[1]?.length ?? 0)) + 1
  return ((Number(row.low) + Number(row.high)) / 2).toFixed(places)
}

/** What everybody knows counts last where something that was read holds. */
function withoutGuesses(rows: readonly ReferenceRow[], now: number): readonly ReferenceRow[] {
  const isGuess = ({ confidence, author }: ReferenceRow) => confidence === 'K' && !author
  return rows.some((row) => !isGuess(row) && !isStale(row, now)) ? rows.filter((row) => !isGuess(row)) : rows
}

/** A row that was written after a window ended changes nothing that an earlier one says of it. */
function inPrint(rows: readonly ReferenceRow[], now: number): readonly ReferenceRow[] {
  const when = ({ as_of }: ReferenceRow) => Date.parse(as_of) / 1000
  const there = rows.filter((row) => row.author || when(row) <= now)
  if (there.length > 0) return there
  const first = Math.min(...rows.map(when))
  return rows.filter((row) => when(row) === first)
}

function byTrust(a: ReferenceRow, b: ReferenceRow): number {
  const own = Number(Boolean(b.author)) - Number(Boolean(a.author))
  const age = Date.parse(b.as_of) - Date.parse(a.as_of)
  return (
    own ||
    age ||
    CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence) ||
    (a.id < b.id ? -1 : 1)
  )
}

function overlaps(a: ReferenceRow, b: ReferenceRow): boolean {
  return low(a) <= high(b) && low(b) <= high(a)
}

function low(row: ReferenceRow): number {
  return Number(row.low ?? row.mid)
}

function high(row: ReferenceRow): number {
  return Number(row.high ?? row.mid)
}
