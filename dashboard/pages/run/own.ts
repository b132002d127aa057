import type { CatalogueQuery, CostInput } from '../../data/generated/graphql.ts'

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
  /** Stands where no row has it, and is sent as it is. */
  readonly otherwise?: { readonly value: string; readonly note: string }
  /** Sent although nobody gave it: the API has no default of its own for it. */
  readonly always?: true
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
    always: true,
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
    otherwise: {
      value: '0',
      note: 'Left out: no source says what a proxy pays for the answers that it sells. What is left is before that.',
    },
    always: true,
  },
  {
    name: 'gas',
    field: 'gasUsdPerDay',
    words: 'Gas',
    unit: 'USD per day',
    of: ALL,
    from: [],
    otherwise: { value: '0', note: 'Left out: no fact says who pays it. What is left is before gas.' },
    always: true,
  },
  {
    name: 'keep',
    field: 'commission',
    words: 'Share of the delegators’ income that you keep',
    unit: '0 to 1',
    of: ALL,
    from: [['payback', 'commission']],
    always: true,
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
  for (const [subject, quantity, perCard] of line.from) {
    const row = find(rows, subject === '$' ? own.machine : subject, quantity)
    if (row) return toPreset(row, perCard ? own.count : 1)
  }
  if (line.otherwise)
    return {
      value: line.otherwise.value,
      source: 'left out',
      asOf: null,
      stale: false,
      note: line.otherwise.note,
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

const find = (rows: readonly CatalogueRow[], subject: string, quantity: string) =>
  rows.find((row) => row.used && row.subject === subject && row.quantity === quantity)

// An assumption says itself that nobody else stands behind it.
const OWN_SOURCE = /^(?:assumption of|the assumption)/

function toPreset({ value, source, asOf, stale, note, confidence }: CatalogueRow, count: number): Preset {
  const each = count > 1 ? `${value} each, ${count} times. ` : ''
  return {
    value: value === null ? null : times(value, count),
    source: confidence === 'K' && !OWN_SOURCE.test(source) ? `${source} (to be confirmed)` : source,
    asOf,
    stale,
    note: `${each}${note}`,
  }
}

function colocation(own: Owned, rows: readonly CatalogueRow[]): Preset | null {
  const price = find(rows, 'colocation', 'hosting')
  const power = COST_LINES.find((line) => line.field === 'watts')
  const watts = own.given.watts ?? (power ? presetOf(power, own, rows).value : null)
  if (!price?.value || watts === null || !isNumber(watts)) return null
  return {
    ...toPreset(price, 1),
    value: String(Number(((Number(watts) / 1000) * Number(price.value)).toFixed(2))),
    note: `Kilowatts times ${price.value} ${price.unit}: no row is about this machine.`,
  }
}

const times = (value: string, count: number) =>
  count === 1 ? value : String(Number((Number(value) * count).toFixed(6)))

export const isNumber = (text: string): boolean => /^\d{1,15}(\.\d{1,12})?$/.test(text)

/** What the question says of the costs: what was given, and the defaults that the API has none of. */
export function costOf(own: Owned, rows: readonly CatalogueRow[]): CostInput {
  const cost: Record<string, unknown> = {}
  if (own.kind === 'INSTANCE') cost.instance = own.machine
  else {
    cost.hardware = own.kind === 'OWN' ? 'own' : own.machine
    cost.count = own.count
  }
  for (const line of linesOf(own)) {
    const given = own.given[line.name]
    const preset = presetOf(line, own, rows)
    const derived = line.name === 'hosting' && preset.note.startsWith('Kilowatts')
    if (given !== undefined) cost[line.field] = given
    else if ((line.always || derived) && preset.value !== null) cost[line.field] = preset.value
  }
  if (own.given.bought) cost.boughtAt = `${own.given.bought}T00:00:00Z`
  if (own.kind === 'OWN') cost.confidentialMode = own.given.confidential === 'yes'
  return cost as CostInput
}
