import { toHex } from '../../../../claim/hex.ts'
import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event FundCommunityPool(address indexed depositor, string denom, uint256 amount)')

/** The coin is named by its denomination, kept as reference in UTF-8. Source: og-evm precompiles/distribution. */
export const fundCommunityPool = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { depositor, denom, amount } = log.decode(raw)
    const row = {
      kind: 'community-pool-funded',
      node: null,
      account: depositor,
      counterparty: null,
      token: null,
      amount: amount,
      reference: toHex(Buffer.from(denom)),
    }
    return [{ kind: 'movement', row }]
  },
})
