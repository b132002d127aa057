import type { EventDecoder } from '../../../event.ts'
import { channelClosed } from './channelClosed.ts'
import { channelCreated } from './channelCreated.ts'
import { claimed } from './claimed.ts'
import { deposited } from './deposited.ts'
import { refunded } from './refunded.ts'
import { settled } from './settled.ts'
import { withdrawFinalized } from './withdrawFinalized.ts'
import { withdrawInitiated } from './withdrawInitiated.ts'

/** x402BatchSettlement: channels that a payer fills and a receiver claims from by signed vouchers. */
export const decoders: readonly EventDecoder[] = [
  channelCreated,
  channelClosed,
  deposited,
  refunded,
  withdrawInitiated,
  withdrawFinalized,
  claimed,
  settled,
]
