import { readFileSync } from 'node:fs'
import { readMeasurements, readVerificationKeys } from '../../platform/measurements.ts'
import type { Network } from '../../platform/network.ts'
import type { Extension } from '../schema/executable.ts'
import { answerChain, type ChainArguments, type TrustMeans } from './chain.ts'
import { answerMeasurements, type MeasurementArguments } from './measurements.ts'
import { answerMix, type MixArguments, type MixParent, toMixDays } from './mix.ts'

const SDL = ['./trust.graphql', './measurements.graphql'].map((file) => new URL(file, import.meta.url))

/**
 * What claims rest on: types, resolvers and what they cost.
 * @throws Misconfigured `TRUST_UNREADABLE` for a list of measurements or keys that cannot be read
 */
export async function trustExtension(networks: ReadonlyMap<string, Network>): Promise<Extension> {
  const catalogues = await Promise.all(
    [...networks.values()].map(async (network) => ({
      network,
      measurements: await readMeasurements(network),
      keys: await readVerificationKeys(network),
    })),
  )
  const means: TrustMeans = {
    networks,
    catalogues: new Map(catalogues.map((each) => [each.network.name, each])),
  }
  return {
    sdl: SDL.map((file) => readFileSync(file, 'utf8')).join('\n'),
    resolvers: {
      'Query.verificationMix': (_, args, { snapshot }) =>
        answerMix(networks, snapshot, args as unknown as MixArguments),
      'VerificationMix.days': (parent, _, { snapshot }) => toMixDays(parent as MixParent, snapshot),
      'Query.trustChain': (_, args, { snapshot }) => answerChain(means, snapshot, args as ChainArguments),
      'Query.measurements': (_, args, { snapshot }) =>
        answerMeasurements(means, snapshot, args as unknown as MeasurementArguments),
    },
    costs: {
      'Query.verificationMix': 1000,
      // Its claims once more, by day.
      'VerificationMix.days': 1000,
      'Query.trustChain': 100,
      'Query.measurements': 1000,
    },
  }
}
