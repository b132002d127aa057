import { divide, exact, multiply } from '../exact.ts'
import { allKnown, mapKnown } from '../known.ts'
import { alternatives, noFallback, type Shift } from './fallback.ts'
import { outcomeOf } from './outcome.ts'
import { replayOf } from './played.ts'
import type { StressQuestion } from './question.ts'

/** All that a stress test says. */
export type StressFound = ReturnType<typeof stressTest>

/** What a break of trusted hardware leaves: docs/methodology/stress.md. */
export function stressTest(asked: StressQuestion) {
  const { moved, provable, multiple } = asked
  const shift = mapKnown(allKnown({ provable, multiple }), (rest): Shift => ({ moved, ...rest }))
  const proofsPerDay = mapKnown(allKnown({ perDay: asked.claimsPerDay, provable }), (of) =>
    multiply(of.perDay, multiply(moved, of.provable)),
  )
  const loaded = allKnown({ shift, load: asked.load })
  const replay = loaded.known ? replayOf(asked) : loaded
  const { serviceSeconds: seconds, usdPerHour: usd, verificationGas: gas, chainGasPerDay: room } = asked
  return {
    noFallback: mapKnown(provable, (share) => noFallback({ moved, provable: share })),
    unverified: outcomeOf(asked, shift, 'unverified', replay),
    stopped: outcomeOf(asked, shift, 'stopped', replay),
    alternatives: alternatives(moved, {
      sampled: asked.sampled,
      copies: exact(asked.copies),
      small: allKnown({ provable: asked.small, multiple: asked.smallMultiple }),
    }),
    proofUsd: mapKnown(allKnown({ multiple, seconds, usd }), (of) =>
      divide(multiply(of.multiple, multiply(of.seconds, of.usd)), exact(3600)),
    ),
    proofsPerDay,
    gasShare: mapKnown(allKnown({ proofs: proofsPerDay, gas, room }), (of) =>
      divide(multiply(of.proofs, of.gas), of.room),
    ),
  }
}
