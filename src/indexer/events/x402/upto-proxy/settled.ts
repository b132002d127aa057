import { event } from '../../../event.ts'
import { SETTLED } from '../settled.ts'
import { settledFacts } from '../settledFacts.ts'

export const settled = event({
  name: SETTLED.name,
  topic: SETTLED.topic,
  toFacts(raw, context) {
    SETTLED.decode(raw)
    return settledFacts(raw, context)
  },
})
