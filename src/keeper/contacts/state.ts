import { CodedError } from '../../claim/errors.ts'
import { Hex } from '../../claim/hex.ts'
import { askMajority } from '../endpoints.ts'
import type { ChainLook } from '../look.ts'
import type { Registration } from '../store/registrations.ts'
import { askRegistryInput, type RegistryWord, readRegistryWord, type Told } from './contract.ts'

/** What the registry's state says of a registration, or why it says nothing. */
export type StateWord =
  | { readonly told: Told; readonly vouchedBy: string }
  | { readonly reason: 'REGISTERED_AGAIN' | 'STATE_UNAVAILABLE' }

/**
 * What a majority of the endpoints say that the registry holds after the registration's block. Where they no longer keep that state, the
 * newest final one says the same as long as it is of the same registration: its time tells.
 */
export async function findStateWord(look: ChainLook, registration: Registration): Promise<StateWord> {
  // After the block, the state is that of the last registration in it.
  if (registration.isRepeated) return { reason: 'REGISTERED_AGAIN' }
  for (const block of [registration.block, registration.finalized]) {
    const found = await findWordAt(look, registration, block)
    if (found?.word.registeredAt === registration.time)
      return { told: found.word, vouchedBy: found.vouchedBy }
  }
  return { reason: 'STATE_UNAVAILABLE' }
}

async function findWordAt(
  { endpoints, signal, log }: ChainLook,
  { registry, node }: Registration,
  block: number,
): Promise<{ readonly word: RegistryWord; readonly vouchedBy: string } | undefined> {
  const params = [{ to: registry, data: askRegistryInput(node) }, `0x${block.toString(16)}`]
  try {
    const { result, vouchedBy } = await askMajority(endpoints, 'eth_call', params, signal)
    const word = readRegistryWord(Hex(result), node)
    return word && { word, vouchedBy }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    log.debug({ node, block, code: error.code, err: error }, 'no word of a registry')
    return undefined
  }
}
