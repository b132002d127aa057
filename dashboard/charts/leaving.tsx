import type { ExitPartsFragment } from '../data/generated/graphql.ts'
import { Fan } from './fan.tsx'

/** The whole fan: what leaving at the end of a month would bring, over all simulated futures. */
export function Leaving({
  of: { exitAt, paths, seed },
}: {
  of: { readonly exitAt: readonly ExitPartsFragment[]; readonly paths: number; readonly seed: number }
}) {
  return (
    <Fan
      title="Leaving at the end of a month"
      unit="USD beyond what was put in, discounted"
      xName="months"
      points={exitAt.map((each) => ({
        x: each.month,
        low: Number(each.p5),
        middle: Number(each.p50),
        high: Number(each.p95),
      }))}
      note={`${paths.toLocaleString('en-US')} futures drawn from the past with seed ${seed}; machine and stake at what they fetch then. It does not foresee demand or new rules.`}
    />
  )
}
