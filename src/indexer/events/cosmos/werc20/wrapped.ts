import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { OWN_COIN } from '../../words.ts'

const log = declareLog('event Deposit(address indexed dst, uint256 wad)')

/** Source: og-evm precompiles/werc20. */
export const wrapped = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  // Everybody's transfers pass through this contract: its other topics are not read.
  narrow: () => [],
  toFacts(raw) {
    const { dst, wad } = log.decode(raw)
    const row = {
      kind: 'coin-wrapped',
      node: null,
      account: dst,
      counterparty: null,
      token: OWN_COIN,
      amount: wad,
      reference: null,
    }
    return [{ kind: 'movement', row }]
  },
})
