import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { toReason } from '../../words.ts'

const log = declareLog('event NodeStatusChanged(bytes32 indexed node, bool active, bytes32 reason)')

/** The cause is the word that the network gave. Source: IAssayV1.sol. */
export const nodeStatusChanged = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { node, active, reason } = log.decode(raw)
    const cause = toReason(reason) ?? 'undetermined'
    return [{ kind: 'node_status', row: { node, enabled: active, cause, actor: null } }]
  },
})
