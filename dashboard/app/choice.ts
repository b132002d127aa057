import { useNavigate, useSearch } from '@tanstack/react-router'

/**
 * One choice of a page. It lives in the address, so that a link shows the same and the way back works; left out while it is
 * the default.
 */
export function useChoice(name: string, preset = ''): readonly [string, (value: string) => void] {
  const [search, set] = useChoices()
  return [search[name] ?? preset, (value) => set({ [name]: value === preset ? undefined : value })]
}

/** Several choices that change together, such as a machine and its price; `undefined` takes one back to its default. */
export function useChoices(): readonly [
  Readonly<Record<string, string | undefined>>,
  (changes: Readonly<Record<string, string | undefined>>) => void,
] {
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>
  const navigate = useNavigate()
  const set = (changes: Readonly<Record<string, string | undefined>>) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, string>) => ({ ...before, ...changes })) as never,
      replace: true,
      resetScroll: false,
    })
  return [search, set]
}

export const DAY_MS = 86_400_000

interface Indexed {
  readonly block: { readonly timestamp: string | null }
}

/** Time of the newest block of several chains; undefined where none is known. */
export const newestOf = (metas: readonly Indexed[]): string | undefined =>
  metas
    .map(({ block }) => block.timestamp ?? '')
    .sort()
    .at(-1)

interface Window {
  readonly days: number
  /** As the reader chose it; null: the newest block. */
  readonly to: string | null
  /** First UTC day of it. */
  readonly since: string
  /** First moment of that day. */
  readonly from: string
  /** The moment after its last. */
  readonly until: string
  set(days: string): void
}

/** The window of a page: how many days, `preset` unless the reader chooses, and up to when. Left out, it ends at the newest block that is indexed. */
export function useWindow(metas: readonly Indexed[] = [], preset = 30): Window {
  const [days, set] = useChoice('days', String(preset))
  const [to] = useChoice('to')
  const count = Number(days)
  const length = Number.isInteger(count) && count > 0 && count <= 731 ? count : preset
  const newest = newestOf(metas)
  const end = Date.parse(to === '' ? (newest ?? '') : to)
  const until = Number.isNaN(end) ? new Date().toISOString() : new Date(end + 1000).toISOString()
  const since = new Date(Date.parse(until) - length * DAY_MS).toISOString().slice(0, 10)
  return { days: length, to: to === '' ? null : to, since, from: `${since}T00:00:00.000Z`, until, set }
}
