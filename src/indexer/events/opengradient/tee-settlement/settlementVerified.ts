import { event } from '../../../event.ts'
import type { Fact } from '../../../facts.ts'
import { declareCall, declareLog } from '../../abi.ts'
import { calldataUnread } from '../calldata.ts'

const log = declareLog(
  'event SettlementVerified(bytes32 indexed teeId, bytes32 indexed settlementHash, bytes32 inputHash, bytes32 outputHash, uint256 timestamp)',
)
const call = declareCall(
  'function verifySettlement(bytes32 teeId, bytes32 inputHash, bytes32 outputHash, uint256 timestamp, bytes signature)',
)

/** A response whose signature the contract checked, once: it refused replays. Source: og-evm fc79e62 TEESettlement.sol. */
export const settlementVerified = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    const { teeId, inputHash, outputHash, timestamp } = log.decode(raw)
    const called = raw.transaction.to === raw.address ? call.find(raw.transaction.input) : undefined
    const own = called?.teeId === teeId && called.inputHash === inputHash && called.outputHash === outputHash
    const relayer = raw.transaction.from
    const facts: Fact[] = [
      {
        kind: 'settlement',
        row: { kind: 'individual', relayer, merkle_root: null, batch_size: null, blob_id: null },
      },
      {
        kind: 'settled_claim',
        row: {
          node: teeId,
          evidence: 'tee_signature',
          request: null,
          requester: null,
          model: null,
          input_hash: inputHash,
          output_hash: outputHash,
          claimed_at: timestamp,
          signature: own ? called.signature : null,
          blob_id: null,
          verification_key_hash: null,
          proof: null,
          public_signals: null,
        },
      },
    ]
    return own ? facts : [...facts, calldataUnread(raw, 'verifySettlement')]
  },
})
