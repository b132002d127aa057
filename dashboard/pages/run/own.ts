import type { CatalogueQuery, CostInput } from '../../data/generated/graphql.ts'

/** What the catalogue says of one quantity of one subject; without a row no source of it was read. */
export type CatalogueRow = CatalogueQuery['catalogue'][number]

/** What stands in a cost where the reader gives nothing, and who says it. */
export interface Preset {
  readonly value: string | null
  readonly source: string
  readonly asOf: string | null
  readonly stale: boolean
  readonly note: string
}

/** What the reader owns, as it stands in the address. */
export interface Owned {
  readonly role: string
  readonly kind: 'CARD' | 'INSTANCE' | 'OWN'
  readonly machine: string
  readonly count: number
  /** By the name that it has in the address. */
  readonly given: Readonly<Record<string, string>>
}

type NumberField = Exclude<
  keyof CostInput,
  'role' | 'hardware' | 'instance' | 'depreciation' | 'boughtAt' | 'confidentialMode' | 'count'
>

/** One line of the cost table: a number of `CostInput`, in words, and where its default stands in the catalogue. */
export interface CostLine {
  /** In the address. */
  readonly name: string
  readonly field: NumberField
  readonly words: string
  readonly unit: string
  readonly of: readonly Owned['kind'][]
  /** The first of these that the catalogue has; `$` is the machine. A row of one card counts as often as there are cards. */
  readonly from: readonly (readonly [subject: string, quantity: string, perCard?: 'per card'])[]
  /** No source tells it: what is left of an income is before it. */
  readonly leftOut?: { readonly value: string; readonly note: string }
}

const MINE = ['CARD', 'OWN'] as const
const ALL = ['CARD', 'OWN', 'INSTANCE'] as const

export const COST_LINES: readonly CostLine[] = [
  {
    name: 'capex',
    field: 'capexUsd',
    words: 'Price of the whole machine',
    unit: 'USD',
    of: MINE,
    from: [
      ['$', 'server-capex', 'per card'],
      ['$', 'capex', 'per card'],
    ],
  },
  {
    name: 'watts',
    field: 'watts',
    words: 'Power at full load, whole machine',
    unit: 'W',
    of: MINE,
    from: [
      ['$', 'server-power', 'per card'],
      ['$', 'power', 'per card'],
    ],
  },
  {
    name: 'kwh',
    field: 'usdPerKwh',
    words: 'Electricity',
    unit: 'USD per kWh',
    of: MINE,
    from: [['electricity-us-commercial', 'price']],
  },
  {
    name: 'pue',
    field: 'pue',
    words: 'Power of the building over that of the machine (PUE)',
    unit: 'ratio, 1 at least',
    of: MINE,
    from: [['pue-survey-average', 'pue']],
  },
  {
    name: 'hosting',
    field: 'hostingUsdPerMonth',
    words: 'Rack, network and staff',
    unit: 'USD per month',
    of: MINE,
    from: [['$', 'hosting', 'per card']],
  },
  {
    name: 'load',
    field: 'utilisation',
    words: 'Share of time under load',
    unit: '0 to 1',
    of: MINE,
    from: [['payback', 'utilisation']],
  },
  {
    name: 'years',
    field: 'years',
    words: 'Years of life',
    unit: 'years',
    of: MINE,
    from: [['gpu', 'useful-life']],
  },
  {
    name: 'resale',
    field: 'residualShare',
    words: 'Share of the price that it still fetches at the end of its life',
    unit: '0 to 1',
    of: MINE,
    from: [
      ['$', 'residual-36-months'],
      ['gpu', 'residual-36-months'],
    ],
  },
  {
    name: 'hour',
    field: 'usdPerHour',
    words: 'Rent of the instance',
    unit: 'USD per hour',
    of: ['INSTANCE'],
    from: [['$', 'instance']],
  },
  {
    name: 'upstream',
    field: 'upstreamUsdPerRequest',
    words: 'What an answer costs upstream',
    unit: 'USD per request',
    of: ['INSTANCE'],
    from: [],
    leftOut: {
      value: '0',
      note: 'Left out: no source says what a proxy pays for the answers that it sells. What is left is before that.',
    },
  },
  {
    name: 'gas',
    field: 'gasUsdPerDay',
    words: 'Gas',
    unit: 'USD per day',
    of: ALL,
    from: [],
    leftOut: { value: '0', note: 'Left out: no fact says who pays it. What is left is before gas.' },
  },
  {
    name: 'keep',
    field: 'commission',
    words: 'Share of the delegators’ income that you keep',
    unit: '0 to 1',
    of: ALL,
    from: [['payback', 'commission']],
  },
  {
    name: 'rent',
    field: 'rentUsdPerHour',
    words: 'What one card rents for',
    unit: 'USD per hour',
    of: MINE,
    from: [['$', 'rent']],
  },
  {
    name: 'fee',
    field: 'marketplaceFee',
    words: 'Share of that rent that the marketplace keeps',
    unit: '0 to 1',
    of: MINE,
    from: [['rental-market', 'marketplace-fee']],
  },
]

export const linesOf = ({ kind }: Owned): readonly CostLine[] =>
  COST_LINES.filter((line) => line.of.includes(kind))

/** What stands where the reader gives nothing. Hosting without a row of its own: kilowatts in a rack that somebody rents. */
export function presetOf(line: CostLine, own: Owned, rows: readonly CatalogueRow[]): Preset {
  // Price and power are of one basis: both of a card's share of its server, or both of bare cards.
  const ofServer = ['server-capex', 'server-power'].every((each) => find(rows, own.machine, each))
  for (const [subject, quantity, perCard] of line.from) {
    if (quantity.startsWith('server-') && !ofServer) continue
    const row = find(rows, subject === '$' ? own.machine : subject, quantity)
    if (row) return toPreset(row, perCard ? own.count : 1)
  }
  if (line.leftOut)
    return {
      value: line.leftOut.value,
      source: 'left out',
      asOf: null,
      stale: false,
      note: line.leftOut.note,
    }
  const place = line.name === 'hosting' ? colocation(own, rows) : null
  return place ?? UNKNOWN
}

const UNKNOWN: Preset = {
  value: null,
  source: 'no source',
  asOf: null,
  stale: false,
  note: 'Give your own number.',
}

/** A default that is no cost of a machine. */
export function presetFrom(rows: readonly CatalogueRow[], subject: string, quantity: string): Preset {
  const row = find(rows, subject, quantity)
  return row ? toPreset(row, 1) : UNKNOWN
}

/** A default that each simulated future draws from a range of its own. */
export function rangeFrom(rows: readonly CatalogueRow[], subject: string, quantity: string): Preset {
  const { low, high } = find(rows, subject, quantity)?.row ?? {}
  const preset = presetFrom(rows, subject, quantity)
  return low == null || high == null
    ? preset
    : { ...preset, note: `Each future draws its own, from ${low} to ${high}. ${preset.note}` }
}

const find = (rows: readonly CatalogueRow[], subject: string, quantity: string) =>
  rows.find((row) => row.used && row.subject === subject && row.quantity === quantity)

// An assumption says itself that nobody else stands behind it.
const OWN_SOURCE = /^(?:assumption of|the assumption)/

const BASES: Readonly<Record<string, string>> = {
  card: 'Of one bare card. ',
  'server-share': 'Of one card with its share of the server. ',
  host: 'Of a whole host. ',
}

function toPreset({ row, note }: CatalogueRow, count: number): Preset {
  if (!row) return { ...UNKNOWN, note }
  const { value, source, asOf, stale, confidence, basis } = row
  const each = count > 1 ? `${value} each, ${count} times. ` : ''
  return {
    value: times(value, count),
    source: confidence === 'K' && !OWN_SOURCE.test(source) ? `${source} (to be confirmed)` : source,
    asOf,
    stale,
    note: `${each}${basis === null ? '' : (BASES[basis] ?? '')}${note}`,
  }
}

function colocation(own: Owned, rows: readonly CatalogueRow[]): Preset | null {
  const price = find(rows, 'colocation', 'hosting')
  const power = COST_LINES.find((line) => line.field === 'watts')
  const watts = own.given.watts ?? (power ? presetOf(power, own, rows).value : null)
  if (!price?.row || watts === null || !isNumber(watts)) return null
  return {
    ...toPreset(price, 1),
    value: String(Number(((Number(watts) / 1000) * Number(price.row.value)).toFixed(2))),
    note: `Kilowatts times ${price.row.value} ${price.row.unit}: no row is about this machine.`,
  }
}

const times = (value: string, count: number) =>
  count === 1 ? value : String(Number((Number(value) * count).toFixed(6)))

export const isNumber = (text: string): boolean => /^\d{1,15}(\.\d{1,12})?$/.test(text)

/** What the question says of the costs: what was given, and nothing else, for the API fills up the rest and says with what. */
export function costOf(own: Owned): CostInput {
  const given = linesOf(own).flatMap(({ name, field }) => {
    const text = own.given[name]
    return text === undefined ? [] : [[field, text] as const]
  })
  return {
    ...(own.kind === 'INSTANCE'
      ? { instance: own.machine }
      : { hardware: own.kind === 'OWN' ? 'own' : own.machine, count: own.count }),
    ...Object.fromEntries(given),
    ...(own.given.bought ? { boughtAt: `${own.given.bought}T00:00:00Z` } : {}),
    ...(own.kind === 'OWN' ? { confidentialMode: own.given.confidential === 'yes' } : {}),
  }
}
