import { expect, test } from 'vitest'
import { ATTACKS } from './hostile/attacks.ts'
import { runHostile } from './hostile/main.ts'

// How long the innocent caller waits is measured by `npm run soak -- --hostile`, on a machine that does nothing else.
test('with every attack at once, each attack is answered and another caller gets 200 each time', async () => {
  const rows = await runHostile(
    { seconds: 4, facts: 5000, callers: 1, only: [], together: true },
    () => {},
    new AbortController().signal,
  )
  expect(rows.map(({ attack, failures }) => [attack, failures])).toEqual([
    ['nothing', {}],
    ['all together', {}],
  ])
  const all = rows[1]
  expect(all?.faults).toEqual([])
  for (const [name, statuses] of Object.entries(all?.answered ?? {}))
    expect(
      statuses.filter(([status]) => status === 500),
      name,
    ).toEqual([])
  expect(all?.asked).toBeGreaterThan(5)
  expect(Object.keys(all?.answered ?? {})).toEqual(Object.keys(ATTACKS))
})
