import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { toReason, unlessZero } from '../../words.ts'

const log = declareLog(
  'event ProofSubmitted(bytes32 indexed node, bytes32 indexed model, bytes32 indexed request, bytes32 system, bytes32 verificationKeyHash, bytes32 inputHash, bytes32 outputHash, bytes proof, bytes publicSignals)',
)

/** A claim with its proof; `evidence` is the proof system. Source: IAssayV1.sol. */
export const proofSubmitted = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const claim = log.decode(raw)
    const { node, model, request, system, verificationKeyHash, inputHash, outputHash, proof, publicSignals } =
      claim
    return [
      {
        kind: 'settled_claim',
        row: {
          node,
          evidence: toReason(system) ?? 'unknown',
          request: unlessZero(request),
          requester: null,
          model: unlessZero(model),
          input_hash: inputHash,
          output_hash: outputHash,
          claimed_at: null,
          signature: null,
          blob_id: null,
          verification_key_hash: unlessZero(verificationKeyHash),
          proof,
          public_signals: publicSignals,
        },
      },
    ]
  },
})
