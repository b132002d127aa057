import { useEffect, useMemo, useState } from 'react'

/** Changes when the colours of the page do, so that what is drawn on a canvas is drawn again. */
export function useTheme(): string {
  const query = useMemo(() => window.matchMedia('(prefers-color-scheme: dark)'), [])
  const [dark, setDark] = useState(query.matches)
  useEffect(() => {
    const change = () => setDark(query.matches)
    query.addEventListener('change', change)
    return () => query.removeEventListener('change', change)
  }, [query])
  return dark ? 'dark' : 'light'
}
