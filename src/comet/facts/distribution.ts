import { MalformedEvidence } from '../../claim/errors.ts'
import { toHex } from '../../claim/hex.ts'
import { OWN_COIN } from '../../indexer/events/abi-words.ts'
import { parseWhole } from './amounts.ts'
import { account, moduleAccount, nodeOfOper, ownAmount, type ReadEvent, senderOf } from './context.ts'
import { find, need } from './event.ts'
import { movement, parameterChange, report } from './make.ts'

/**
 * What a validator and its delegators earn together with a block, commission included. It accrues in fractions of a base unit, which
 * are kept; the chain cuts them off once, at the withdrawal. Empty: nothing. Source: cosmos-sdk x/distribution keeper/allocation.go.
 */
const rewards: ReadEvent = (event, context) => {
  const { whole, fraction } = ownAmount(need(event, 'amount'), context)
  if (whole === 0n && fraction === 0n) return []
  const node = nodeOfOper(need(event, 'validator'), context)
  return [
    {
      kind: 'emission',
      row: {
        node,
        payee: null,
        token: OWN_COIN,
        amount: whole,
        fraction,
        period: null,
        reason: 'block_rewards',
      },
    },
  ]
}

/** The operator's part of the rewards beside it: already in them, so it is said of the validator and added to nothing. */
const commission: ReadEvent = (event, context) => {
  const { whole, fraction } = ownAmount(need(event, 'amount'), context)
  if (whole === 0n && fraction === 0n) return []
  const detail = `${whole}.${String(fraction).padStart(18, '0')}`
  return [report(nodeOfOper(need(event, 'validator'), context), 'commission', whole, detail)]
}

/** Rewards count as they accrue; drawing them is a movement. */
const withdrawRewards: ReadEvent = (event, context) => [
  movement('reward-withdrawn', {
    node: nodeOfOper(need(event, 'validator'), context),
    account: find(event, 'delegator') ? account(need(event, 'delegator'), context) : senderOf(event, context),
    amount: ownAmount(need(event, 'amount'), context).whole,
  }),
]

/** The event names no validator: whoever sent the message operates it. */
const withdrawCommission: ReadEvent = (event, context) => {
  const operator = senderOf(event, context)
  const amount = ownAmount(need(event, 'amount'), context).whole
  return [movement('commission-withdrawn', { node: operator, account: operator, amount })]
}

/** Who gets what the sender draws, from here on; named as the log of the precompile is. */
const setWithdrawAddress: ReadEvent = (event, context) => {
  const sender = senderOf(event, context)
  if (!sender) throw new MalformedEvidence('MALFORMED_EVENT', 'set_withdraw_address stands with no sender')
  return [parameterChange(`withdrawer:${sender}`, need(event, 'withdraw_address'))]
}

/** What the chain made anew, and what a year of it would be. It reaches validators as rewards, so it is a movement and no second emission. */
const mint: ReadEvent = (event) => [
  movement('minted', {
    account: moduleAccount('mint'),
    amount: parseWhole(need(event, 'amount') || '0'),
    reference: toHex(Buffer.from(find(event, 'annual_provisions') ?? '')),
  }),
]

export const distribution: Readonly<Record<string, ReadEvent>> = {
  rewards,
  commission,
  withdraw_rewards: withdrawRewards,
  withdraw_commission: withdrawCommission,
  set_withdraw_address: setWithdrawAddress,
  mint,
}
