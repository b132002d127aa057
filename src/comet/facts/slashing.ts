import { OWN_COIN } from '../../indexer/events/abi-words.ts'
import type { Fact } from '../../indexer/events/facts.ts'
import type { CometEvent } from '../read/results.ts'
import { parseWhole } from './amounts.ts'
import {
  account,
  type EventContext,
  nodeOfCons,
  ownAmount,
  type ReadEvent,
  STAKE_POOLS,
  senderOf,
} from './context.ts'
import { find, need } from './event.ts'
import { penalty, report } from './make.ts'

const DOUBLE_SIGN = 'double_sign'

/**
 * A double sign writes two events, one with the reason and one with who was jailed; downtime writes one with both. An infraction is
 * what has a reason. `burned_coins` is of the validator's own stake alone. Source: cosmos-sdk x/slashing keeper.
 */
const slash: ReadEvent = (event, context) => {
  const facts: Fact[] = []
  const reason = find(event, 'reason')
  if (reason !== undefined) {
    const node = nodeOfCons(need(event, 'address'), context)
    const burned = find(event, 'burned_coins')
    facts.push(
      penalty(node, 'slash', {
        token: OWN_COIN,
        amount: burned === undefined ? null : parseWhole(burned),
        reason,
      }),
    )
    // With the fraction of the rules, what the amount should be can be computed again.
    const power = find(event, 'power')
    if (power !== undefined) facts.push(report(node, 'slashed_power', parseWhole(power), reason))
    // No event of its own: the module does both in one step.
    if (reason === DOUBLE_SIGN) facts.push(penalty(node, 'tombstone', { reason }))
    const others = burned === undefined ? 0n : sumBurnedBefore(context) - parseWhole(burned)
    if (others > 0n)
      facts.push(report(node, 'burned_with_slash', others, 'of stake that was unbonding or redelegated'))
  }
  const jailed = find(event, 'jailed')
  if (jailed !== undefined) {
    const node = nodeOfCons(jailed, context)
    facts.push(penalty(node, 'jail', { reason: reason ?? DOUBLE_SIGN }))
    facts.push({ kind: 'node_status', row: { node, enabled: false, cause: 'jailed', actor: null } })
  }
  return facts
}

/** How many of the last blocks it missed, as the module counts; that it missed this one is proved by the commit. */
const liveness: ReadEvent = (event, context) => [
  report(
    nodeOfCons(need(event, 'address'), context),
    'missed_blocks',
    parseWhole(need(event, 'missed_blocks')),
  ),
]

/** A message has its name and its sender; unjailing has no event of its own. */
const message: ReadEvent = (event, context) => {
  if (find(event, 'action') !== '/cosmos.slashing.v1beta1.MsgUnjail') return []
  const node = senderOf(event, context) ?? account(need(event, 'sender'), context)
  return [{ kind: 'node_status', row: { node, enabled: true, cause: 'unjailed', actor: node } }]
}

export const slashing: Readonly<Record<string, ReadEvent>> = { slash, liveness, message }

/** All stake that was burnt since the slash before this one: `burned_coins` is the last of it, and leaves out what others lost. */
function sumBurnedBefore(context: EventContext): bigint {
  let sum = 0n
  for (let at = context.at - 1; at >= 0; at--) {
    const event = context.beside[at] as CometEvent
    if (event.type === 'slash') break
    if (event.type === 'burn' && STAKE_POOLS.includes(account(need(event, 'burner'), context)))
      sum += ownAmount(need(event, 'amount'), context).whole
  }
  return sum
}
