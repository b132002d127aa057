import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event RequestAssigned(bytes32 indexed request, bytes32 indexed node, address indexed requester, bytes32 model, bytes32 inputHash, uint64 deadline)',
)

/** A deadline of zero is none. Source: IAssayV1.sol. */
export const requestAssigned = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { request, node, requester, model, inputHash, deadline } = log.decode(raw)
    const row = { request, node, requester, model, input_hash: inputHash, deadline: deadline || null }
    return [{ kind: 'request_assigned', row }]
  },
})
