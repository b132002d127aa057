import { MalformedEvidence } from '../../claim/errors.ts'
import type { Hex } from '../../claim/hex.ts'
import { OWN_COIN } from '../../indexer/events/abi-words.ts'
import type { Fact } from '../../indexer/events/facts.ts'
import type { CometEvent } from '../read/results.ts'
import {
  account,
  type EventContext,
  nodeOfOper,
  ownAmount,
  type ReadEvent,
  STAKE_POOLS,
  senderOf,
} from './context.ts'
import { find, need } from './event.ts'
import { movement, parameterChange, penalty, registered, stakeChange } from './make.ts'

const createValidator: ReadEvent = (event, context) => {
  const node = nodeOfOper(need(event, 'validator'), context)
  return [registered(node, null), stakeChange(node, node, ownAmount(need(event, 'amount'), context).whole)]
}

/** A change of what a validator asks of its delegators. The event names no validator: who sent the message operates it. */
const editValidator: ReadEvent = (event, context) => {
  const operator = senderOf(event, context)
  if (!operator) throw new MalformedEvidence('MALFORMED_EVENT', 'edit_validator stands with no sender')
  return ['commission_rate', 'min_self_delegation'].flatMap((name) => {
    const value = find(event, name)
    return value === undefined ? [] : [parameterChange(`${name}:${operator}`, value)]
  })
}

const delegate: ReadEvent = (event, context) => [delta(event, context, 1n)]
/** Stops counting as stake at once; the coins are free when the time is over. */
const unbond: ReadEvent = (event, context) => [delta(event, context, -1n)]

/** The gain is a change of stake, the loss a movement that names who lost it, as in the log of the precompile. */
const redelegate: ReadEvent = (event, context) => {
  const [from, to] = ['source_validator', 'destination_validator'].map((key) =>
    nodeOfOper(need(event, key), context),
  )
  const staker = stakerOf(event, context)
  const amount = ownAmount(need(event, 'amount'), context).whole
  if (!from || !to) return []
  return [
    stakeChange(to, staker, amount),
    movement('redelegated-from', { node: from, account: staker, counterparty: to, amount }),
  ]
}

const completeUnbonding: ReadEvent = (event, context) => [
  movement('unbonding-completed', {
    node: nodeOfOper(need(event, 'validator'), context),
    account: account(need(event, 'delegator'), context),
    amount: ownAmount(need(event, 'amount'), context).whole,
  }),
]

/** Proof of authority: the validator is created with stake that is made for it. Named by its account. Source: xrplevm x/poa. */
const addValidator: ReadEvent = (event, context) => [
  registered(account(need(event, 'address'), context), null),
]

/**
 * Proof of authority: all stake of the validator is burnt. The event's own number is an address in the node's memory; what was burnt
 * is the burn beside it. Source: xrplevm x/poa keeper.
 */
const removeValidator: ReadEvent = (event, context) => {
  const text = need(event, 'address')
  const isOperator = text.startsWith(`${context.consensus.prefix}valoper1`)
  const node = isOperator ? nodeOfOper(text, context) : account(text, context)
  const burned = context.beside
    .filter((each) => each.type === 'burn' && STAKE_POOLS.includes(account(need(each, 'burner'), context)))
    .reduce((sum, each) => sum + ownAmount(need(each, 'amount'), context).whole, 0n)
  return [
    { kind: 'node_status', row: { node, enabled: false, cause: 'removed', actor: null } },
    penalty(node, 'removal', { token: OWN_COIN, amount: burned, reason: 'proof_of_authority' }),
  ]
}

export const staking: Readonly<Record<string, ReadEvent>> = {
  create_validator: createValidator,
  edit_validator: editValidator,
  delegate,
  unbond,
  cancel_unbonding_delegation: delegate,
  redelegate,
  complete_unbonding: completeUnbonding,
  add_validator: addValidator,
  remove_validator: removeValidator,
}

function delta(event: CometEvent, context: EventContext, sign: bigint): Fact {
  const node = nodeOfOper(need(event, 'validator'), context)
  return stakeChange(node, stakerOf(event, context), sign * ownAmount(need(event, 'amount'), context).whole)
}

/** Older chains name no delegator: then it is whoever sent the message. */
function stakerOf(event: CometEvent, context: EventContext): Hex {
  const named = find(event, 'delegator')
  return named
    ? account(named, context)
    : (senderOf(event, context) ?? account(need(event, 'delegator'), context))
}
