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
