import { exact } from '../../../economics/exact.ts'
import { COUNT } from '../../../economics/figure.ts'
import { known } from '../../../economics/known.ts'
import { type AdvisoryState, intervalsOf } from '../../../economics/risk/advisory.ts'
import { getChain } from '../../../platform/network.ts'
import { createWriter } from '../../economics/answer/public.ts'
import { contextOfCounts } from '../../economics/rows/scope.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { ConcentrationMeans } from '../concentration/concentration.ts'
import { readMachines } from './list.ts'

const METHOD = 'advisories-1'

/**
 * `Query.advisoryNodes`: on how many nodes' machines each advisory is, of all nodes of a network; one answer per advisory and class.
 * @throws `NETWORK_UNKNOWN`, `TOO_MANY_ROWS`
 */
export async function answerNodes(means: ConcentrationMeans, snapshot: Snapshot, network: string) {
  const { file, scope, machines } = await readMachines(means, snapshot, network)
  const classes = Map.groupBy(machines, ({ chain }) => getChain(file, chain).class)
  return means.catalogue.advisories
    .toSorted((a, b) => (a.published < b.published ? 1 : -1))
    .flatMap(({ id, affected }) =>
      [...classes].map(([moneyClass, nodes]) => {
        const chains = new Set(nodes.map(({ chain }) => chain))
        const asOf = scope.asOf.filter(({ chain }) => chains.has(chain))
        const context = contextOfCounts({ ...scope, asOf }, moneyClass, nodes.length)
        const states = nodes.map(({ spells }) => intervalsOf(spells, affected).at(-1)?.state ?? 'unknown')
        const count = (state: AdvisoryState) =>
          createWriter(context)(known(exact(states.filter((each) => each === state).length)), COUNT(METHOD))
        return {
          advisory: id,
          class: moneyClass,
          affected: count('affected'),
          unknown: count('unknown'),
          patched: count('patched'),
          notAffected: count('not_affected'),
        }
      }),
    )
}
