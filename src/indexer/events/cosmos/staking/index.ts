import type { EventDecoder } from '../../../event.ts'
import { cancelUnbondingDelegation } from './cancelUnbondingDelegation.ts'
import { createValidator } from './createValidator.ts'
import { delegate } from './delegate.ts'
import { editValidator } from './editValidator.ts'
import { redelegate } from './redelegate.ts'
import { unbond } from './unbond.ts'

/** The staking precompile 0x800 of a Cosmos chain with an EVM. A validator is named by its 20-byte operator address. */
export const decoders: readonly EventDecoder[] = [
  createValidator,
  editValidator,
  delegate,
  unbond,
  cancelUnbondingDelegation,
  redelegate,
]
