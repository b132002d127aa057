import { readFileSync } from 'node:fs'
import type { Extension } from '../schema/executable.ts'
import { answerStress, type StressArguments, type StressMeans } from './stress.ts'

const SDL = new URL('./risk.graphql', import.meta.url)

/** `Query.stressTest`: its types, resolver and what it costs. */
export function riskExtension(means: StressMeans): Extension {
  return {
    sdl: readFileSync(SDL, 'utf8'),
    resolvers: {
      'Query.stressTest': (_, args, { snapshot }) =>
        answerStress(means, snapshot, args as unknown as StressArguments),
    },
    // One row for each class, and two searches for the largest safe share: a tenth of a second of the processor.
    costs: { 'Query.stressTest': 500 },
  }
}
