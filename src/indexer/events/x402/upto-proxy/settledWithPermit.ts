import { event } from '../../../event.ts'
import { SETTLED_WITH_PERMIT } from '../settled.ts'
import { settledFacts } from '../settledFacts.ts'

export const settledWithPermit = event({
  name: SETTLED_WITH_PERMIT.name,
  topic: SETTLED_WITH_PERMIT.topic,
  toFacts(raw, context) {
    SETTLED_WITH_PERMIT.decode(raw)
    return settledFacts(raw, context)
  },
})
