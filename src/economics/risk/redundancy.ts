import { add, divide, type Exact, exact, multiply, subtract } from '../exact.ts'
import type { Window } from '../figure.ts'
import { allKnown, type Known, known, mapKnown, missing } from '../known.ts'
import { secondsCovered } from '../period.ts'
import { share } from '../value.ts'

/** What is known of the work of a window and of its checks; what nobody gave or saw says so. */
export interface RedundancyQuestion {
  readonly claims: Exact
  /** Validators, each of which would run every claim again. */
  readonly validators: Known<Exact>
  /** Claims that watchdogs ran again. */
  readonly rerun: Exact
  /** Gas of the window's settlements and proofs. */
  readonly gas: Known<Exact>
  readonly usdPerGas: Known<Exact>
  /** Seconds of one processor that watchdogs used, and the claims that they judged with them. */
  readonly cpuSeconds: Known<Exact>
  readonly judged: Exact
  readonly usdPerCpuHour: Known<Exact>
  /** USD, of the same class of money as the claims' chain. */
  readonly fees: Known<Exact>
}

/** What separating computing from checking saves, and what checking costs: docs/methodology/redundancy.md. */
export function redundancyOf(asked: RedundancyQuestion) {
  const { claims, validators, rerun } = asked
  const perClaim = (total: Known<Exact>) => share(total, known(claims), 'claims in the window')
  const reexecutions = mapKnown(validators, (count) => multiply(claims, count))
  const gas = perClaim(asked.gas)
  const cpu = share(
    asked.cpuSeconds,
    known(asked.judged),
    'claims that a watchdog judged on days of which it counted its time',
  )
  const gasUsd = mapKnown(allKnown({ gas, price: asked.usdPerGas }), (it) => multiply(it.gas, it.price))
  const cpuUsd = mapKnown(allKnown({ cpu, price: asked.usdPerCpuHour }), (it) =>
    divide(multiply(it.cpu, it.price), exact(3600)),
  )
  const cost = mapKnown(allKnown({ gasUsd, cpuUsd }), (it) => add(it.gasUsd, it.cpuUsd))
  const fee = perClaim(asked.fees)
  return {
    reexecutions,
    avoided: mapKnown(reexecutions, (all) => subtract(all, rerun)),
    gas,
    cpu,
    gasUsd,
    cpuUsd,
    cost,
    fee,
    costShare: share(cost, fee, 'fees in the window'),
    cpuShare: share(cpuUsd, fee, 'fees in the window'),
  }
}

/** How many were there on average over a window, by when each was; none ever: not observed. */
export function meanPresent(spans: readonly (readonly Window[])[], window: Window): Known<Exact> {
  const seconds = Math.floor(window.to - window.from)
  const present = spans.reduce((total, own) => total + Math.round(secondsCovered(own, window)), 0)
  if (seconds <= 0 || present === 0)
    return missing('NOT_OBSERVED', 'validators of the chain in the window: give validators')
  return known(exact(present, seconds))
}
