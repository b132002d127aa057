import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { toReason, unlessZero } from '../../words.ts'

const log = declareLog(
  'event ModelPublished(bytes32 indexed model, bytes32 indexed system, bytes32 verificationKeyHash, string uri)',
)

/** A model may be claimed against. Source: IAssayV1.sol. */
export const modelPublished = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { model, system, verificationKeyHash, uri } = log.decode(raw)
    const verification_key_hash = unlessZero(verificationKeyHash)
    const row = { model, system: toReason(system) ?? 'unknown', verification_key_hash, uri }
    return [{ kind: 'model_published', row }]
  },
})
