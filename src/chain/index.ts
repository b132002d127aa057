import type { Encode } from './contents.ts'
import { encodeReceipt } from './ethereum/receipt.ts'
import { encodeTransaction } from './ethereum/transaction.ts'
import { encodeOpReceipt, encodeOpTransaction } from './opstack/deposit.ts'

/** What a block's header commits to, and so what can be proved of an answer, differs by family. */
export type ChainFamily = 'ethereum' | 'opstack' | 'cometbft'

export type FamilyProof =
  | {
      /** The header's hash covers logs bloom, receipts root and transactions root. */
      readonly kind: 'roots'
      readonly encodeReceipt: Encode
      readonly encodeTransaction: Encode
    }
  | {
      readonly kind: 'none'
      /** Why, in words for the operator. */
      readonly reason: string
    }

export const families: { readonly [F in ChainFamily]: FamilyProof } = {
  ethereum: { kind: 'roots', encodeReceipt, encodeTransaction },
  opstack: { kind: 'roots', encodeReceipt: encodeOpReceipt, encodeTransaction: encodeOpTransaction },
  // The block hash is CometBFT's. Its last_results_hash covers the transaction results that hold the logs, but no
  // Ethereum JSON-RPC answer can be checked against it by itself: where the CometBFT RPC of the same blocks is known,
  // src/gateway/proof/results.ts proves them by it.
  cometbft: {
    kind: 'none',
    reason:
      "the block hash is CometBFT's and covers neither receipts nor logs as the Ethereum RPC serves them",
  },
}
