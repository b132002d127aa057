import { type ReactNode, useEffect, useRef, useState } from 'react'

/**
 * What stands below the screen, drawn when a reader comes near it: charts cost a telephone more than the rest of a page. Until then `before` stands in
 * its place, as high as it will be. A page that is printed shows all.
 */
export function WhenNear({ before, children }: { readonly before: ReactNode; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const show = () => setNear(true)
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((each) => each.isIntersecting)) show()
      },
      // Half a screen ahead, so that a reader who scrolls finds it drawn.
      { rootMargin: '50% 0%' },
    )
    watcher.observe(element)
    window.addEventListener('beforeprint', show)
    return () => {
      watcher.disconnect()
      window.removeEventListener('beforeprint', show)
    }
  }, [])
  return near ? children : <div ref={box}>{before}</div>
}
