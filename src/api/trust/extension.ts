import { readFileSync } from 'node:fs'
import type { Network } from '../../platform/network.ts'
import type { Extension } from '../schema/executable.ts'
import { answerMix, type MixArguments, type MixParent, toMixDays } from './mix.ts'

const SDL = new URL('./trust.graphql', import.meta.url)

/** What claims rest on: types, resolvers and what they cost. */
export function trustExtension(networks: ReadonlyMap<string, Network>): Extension {
  return {
    sdl: readFileSync(SDL, 'utf8'),
    resolvers: {
      'Query.verificationMix': (_, args, { snapshot }) =>
        answerMix(networks, snapshot, args as unknown as MixArguments),
      // Out of what its parent has read.
      'VerificationMix.days': (parent) => toMixDays(parent as MixParent),
    },
    costs: { 'Query.verificationMix': 1000, 'VerificationMix.days': 0 },
  }
}
