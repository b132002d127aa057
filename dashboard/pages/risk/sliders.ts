import { abbreviate, percent } from '../../figures/format.ts'

/** An input of the stress test: its name in the address, and what it says. */
export interface Slider {
  readonly name: string
  readonly words: string
  readonly min: number
  readonly max: number
  readonly step: number
  /** What it is while nobody moved it; empty: not known, for nobody published it. */
  readonly preset: string
  /** Where the knob stands while it is not known. */
  readonly rest?: string
  readonly say: (value: string) => string
}

const STEPS_PER_TEN = 10
const NOT_KNOWN = 'not known: say what you think'

/** How many times the processing a proof costs at a step of its slider, as decimal text: ten steps for each power of ten. Null: not said. */
export function multipleAt(step: string): string | null {
  const at = Number(step)
  if (step === '' || !Number.isInteger(at) || at < 0 || at > 60) return null
  const value = 10 ** (at / STEPS_PER_TEN)
  return String(value < 100 ? Math.round(value * 10) / 10 : Math.round(value))
}

const share = (value: string) => (value === '' ? NOT_KNOWN : percent(value))

/** What nobody published, and so the reader says: docs/methodology/stress.md. */
export const SLIDERS: readonly Slider[] = [
  {
    name: 'moved',
    words: 'Share of the work whose hardware is no longer believed',
    min: 0,
    max: 1,
    step: 0.01,
    preset: '1',
    say: share,
  },
  {
    name: 'provable',
    words: 'Share of it that can be proved at all',
    min: 0,
    max: 1,
    step: 0.01,
    preset: '',
    rest: '0.5',
    say: share,
  },
  {
    name: 'multiple',
    words: 'What a proof costs, times the work itself',
    min: 0,
    max: 60,
    step: 1,
    preset: '',
    rest: '30',
    say: (value) => {
      const multiple = multipleAt(value)
      return multiple === null ? 'as the catalogue says' : `${abbreviate(multiple)} times`
    },
  },
  {
    name: 'load',
    words: 'How busy machines are today',
    min: 0,
    max: 0.99,
    step: 0.01,
    preset: '',
    rest: '0.5',
    say: share,
  },
  {
    name: 'deadline',
    words: 'An answer is wanted within',
    min: 1,
    max: 200,
    step: 1,
    preset: '20',
    say: (value) => `${value} usual services`,
  },
]

/** What an address says of a slider; what is out of its range counts as not said. */
export function chosenOf(
  { name, preset, min, max }: Slider,
  search: Readonly<Record<string, string | undefined>>,
): string {
  const said = search[name]
  const isIn =
    said !== undefined && /^\d{1,3}(\.\d{1,4})?$/.test(said) && Number(said) >= min && Number(said) <= max
  return isIn ? said : preset
}
