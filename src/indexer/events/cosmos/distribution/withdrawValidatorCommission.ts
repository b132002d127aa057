import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { OWN_COIN } from '../../words.ts'

const log = declareLog(
  'event WithdrawValidatorCommission(string indexed validatorAddress, uint256 commission)',
)

/** The log holds the keccak-256 of the validator's bech32 name, kept as reference. Source: og-evm precompiles/distribution. */
export const withdrawValidatorCommission = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { validatorAddress, commission } = log.decode(raw)
    const row = {
      kind: 'commission-withdrawn',
      node: null,
      account: null,
      counterparty: null,
      token: OWN_COIN,
      amount: commission,
      reference: validatorAddress,
    }
    return [{ kind: 'movement', row }]
  },
})
