import { declareCall } from '../abi.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'
import { roleDecoders } from '../openzeppelin.ts'
import { agreed, calldataUnread, callsOf } from './calldata.ts'
import { registryUpdated } from './verifier-v1.ts'

const call = declareCall(
  'function verifySettlement(bytes32 teeId, bytes32 inputHash, bytes32 outputHash, uint256 timestamp, bytes signature)',
)

/** TEESettlement.sol, February 2026, dropped before it reached main. */
export const decoders: readonly EventDecoder[] = [
  /** A response whose signature the contract checked, once: it refused replays. The signature stands
   * in the call alone, at any depth of the input. Source: og-evm fc79e62 TEESettlement.sol. */
  event(
    'event SettlementVerified(bytes32 indexed teeId, bytes32 indexed settlementHash, bytes32 inputHash, bytes32 outputHash, uint256 timestamp)',
    ({ teeId, inputHash, outputHash, timestamp }, log) => {
      const called = callsOf(
        log,
        [call],
        (each) =>
          each.teeId === teeId &&
          each.inputHash === inputHash &&
          each.outputHash === outputHash &&
          each.timestamp === timestamp,
      )
      const { direct, found } = called
      const relayer = log.transaction.from
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
            signature: agreed(called, (each) => each.signature),
            blob_id: null,
            verification_key_hash: null,
            proof: null,
            public_signals: null,
          },
        },
      ]
      return direct && found.length > 0
        ? facts
        : [...facts, calldataUnread(log, 'verifySettlement', found.length)]
    },
    { readsCall: true },
  ),
  registryUpdated,
  ...roleDecoders,
]
