import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { ZERO_HASH } from '../../words.ts'

const log = declareLog('event AdminRemoved(address indexed admin)')

/** Before roles; the role is AccessControl's default admin. Source: og-evm TEERegistry.sol, git history, 2026-02-12. */
export const adminRemoved = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { admin } = log.decode(raw)
    return [
      { kind: 'role_change', row: { role: ZERO_HASH, account: admin, sender: null, change: 'revoked' } },
    ]
  },
})
