import { type OpenConsensus, type OpenIndex, sayHolder, withIndex } from '../indexer/operate/operate.ts'
import { decodeKeptBy } from '../indexer/operate/redecode.ts'
import { type LakeOptions, openPlace, sayCell } from './command-options.ts'
import { restoreLeaves } from './late/restore.ts'
import type { NamedEntry } from './manifest.ts'
import { restoreFacts } from './restore.ts'

/** What `assay lake restore` takes. */
export interface RestoreCommand extends LakeOptions {
  readonly late?: true
}

/** `assay lake restore` */
export function runRestore(options: RestoreCommand, openConsensus: OpenConsensus): Promise<void> {
  return withIndex(options, async (open) => {
    const { pool, place, config, segments, signal, answer } = open
    const { store } = openPlace(options, config.env)
    if (options.late) {
      const done = await restoreLeaves({ pool, network: place.network, store }, signal)
      answer(
        { network: place.network, ...done },
        `${done.leaves} leaves of ${done.blobs} blobs put back, each blob with the Merkle root that was archived`,
      )
      return
    }
    const began = performance.now()
    const decode = await openDecoder(open, openConsensus)
    const onCell = (entry: NamedEntry['entry']) => sayCell({ entry })
    const done = await restoreFacts(
      { pool, place, store, segments, decode, onCell, onWait: sayHolder },
      signal,
    )
    const seconds = Math.round((performance.now() - began) / 100) / 10
    answer(
      { ...place, ...done, seconds },
      `${done.fromLake} facts put back up to block ${done.covered}, ${done.thereAlready} were there, ${done.fromSegments} decoded from raw data ` +
        `up to block ${done.height}, in ${seconds} s; state digest ${done.digest}`,
    )
  })
}

function openDecoder({ pool, place, chain, table }: OpenIndex, openConsensus: OpenConsensus) {
  return chain.consensus ? openConsensus(pool, place, chain.consensus) : decodeKeptBy(table)
}
