import { readFileSync } from 'node:fs'
import type { Catalogue } from '../../platform/catalogue.ts'
import type { Network } from '../../platform/network.ts'
import type { Extension } from '../schema/executable.ts'
import { answerBlast, type BlastArguments } from './advisories/blast.ts'
import { answerAdvisories, answerAdvisory, answerMatches, type MatchArguments } from './advisories/list.ts'
import { answerNodes } from './advisories/nodes.ts'
import { answerConcentration, type ConcentrationArguments } from './concentration/concentration.ts'
import { Platforms } from './platforms.ts'
import { answerRedundancy, type RedundancyArguments } from './redundancy/redundancy.ts'
import { answerStress, type StressArguments, type StressMeans } from './stress.ts'

const SDL = ['risk.graphql', 'concentration.graphql', 'redundancy.graphql', 'advisory.graphql'].map(
  (name) => new URL(`./${name}`, import.meta.url),
)

export interface RiskMeans extends StressMeans {
  readonly networks: ReadonlyMap<string, Network>
  readonly catalogue: Catalogue
}

/** What rests on few hands and on trusted hardware: types, resolvers and what they cost. */
export function riskExtension(files: RiskMeans): Extension {
  const means = { ...files, platforms: new Platforms() }
  return {
    sdl: SDL.map((file) => readFileSync(file, 'utf8')).join('\n'),
    resolvers: {
      'Query.stressTest': (_, args, context) =>
        answerStress(means, context, args as unknown as StressArguments),
      'Query.concentration': (_, args, { snapshot }) =>
        answerConcentration(means, snapshot, args as unknown as ConcentrationArguments),
      'Query.advisories': (_, args) =>
        answerAdvisories(
          means.catalogue.advisories,
          args.tee == null ? null : String(args.tee),
          Date.now() / 1000,
        ),
      'Query.advisoryById': (_, args) =>
        answerAdvisory(means.catalogue.advisories, String(args.id), Date.now() / 1000),
      'Query.advisoryMatches': (_, args, { snapshot }) =>
        answerMatches(means, snapshot, args as unknown as MatchArguments),
      'Query.advisoryNodes': (_, args, { snapshot }) => answerNodes(means, snapshot, String(args.network)),
      'Query.blastRadius': (_, args, { snapshot }) =>
        answerBlast(means, snapshot, args as unknown as BlastArguments),
      'Query.redundancy': (_, args, { snapshot }) =>
        answerRedundancy(means, snapshot, args as unknown as RedundancyArguments),
    },
    costs: {
      // Up to 10,000 claims of each class, and four searches for the largest safe share.
      'Query.stressTest': 500,
      // A ledger of the window, its claims by node, and signatures of attestations that were not met before.
      'Query.concentration': 900,
      // Out of memory: as many rows as the catalogue has.
      'Query.advisories': 100,
      'Query.advisoryById': 1,
      // States of every node, and signatures of attestations that were not met before.
      'Query.advisoryMatches': ({ top }) => 500 + Number(top),
      // The same, counted for every advisory.
      'Query.advisoryNodes': 600,
      // The same with a ledger of the window and its claims.
      'Query.blastRadius': 1000,
      // A ledger of the window, its claims, and the verdicts about them.
      'Query.redundancy': 900,
    },
  }
}
