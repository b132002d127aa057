import { useNavigate, useSearch } from '@tanstack/react-router'

/**
 * One choice of a page. It lives in the address, so that a link shows the same and the way back works; left out while it is
 * the default.
 */
export function useChoice(name: string, preset = ''): readonly [string, (value: string) => void] {
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>
  const navigate = useNavigate()
  const set = (value: string) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, string>) => ({
        ...before,
        [name]: value === preset ? undefined : value,
      })) as never,
      replace: true,
      resetScroll: false,
    })
  return [search[name] ?? preset, set]
}

/** The window of a page: how many days, and up to when. */
export function useWindow(): { days: number; to: string | null; set: (days: string) => void } {
  const [days, set] = useChoice('days', '30')
  const [to] = useChoice('to')
  const count = Number(days)
  return {
    days: Number.isInteger(count) && count > 0 && count <= 731 ? count : 30,
    to: to === '' ? null : to,
    set,
  }
}
