import type { Hex } from '../../../../claim/hex.ts'
import type { Fact } from '../../../facts.ts'
import { type Channel, lowered } from './channel.ts'

/** Money that moves in or out of a channel without being earned; the channel's id is the reference. */
export function channelMovement(
  kind: string,
  id: Hex,
  amount: bigint,
  sender: Hex | null,
  channel: Channel | undefined,
): Fact {
  const row = {
    kind,
    node: null,
    account: channel ? lowered(channel.payer) : sender,
    counterparty: channel ? lowered(channel.receiver) : null,
    token: channel ? lowered(channel.token) : null,
    amount,
    reference: id,
  }
  return { kind: 'movement', row }
}
