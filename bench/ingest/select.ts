import { toMatcher } from '../../test/support/mockchain/answers.ts'
import type { Json } from '../../test/support/mockchain/chain.ts'
import { type LogForm, type StoredBlock, sliceLogs } from './stored.ts'

/** Chooses the logs of a block for an `eth_getLogs`: runs of neighbours, as their text. Nothing of what it finds is kept. */
export function selectLogs(filter: Json, forms: readonly LogForm[]): (block: StoredBlock) => Iterable<Run> {
  const accepts = toMatcher(filter)
  const topics = (filter.topics ?? []) as unknown[]
  // By address and first topic alone the form of a log decides; further topics stand in its text.
  const isDeep = topics.slice(1).some((each) => each !== null)
  const acceptsForm = toMatcher({ address: filter.address, topics: topics.slice(0, 1) })
  const ours = forms.map(({ address, topic }) => acceptsForm({ address, topics: topic ? [topic] : [] }))
  return function* (block) {
    let from = -1
    for (let index = 0; index <= block.logForms.length; index++) {
      const isOurs = ours[block.logForms[index] ?? -1] === true && (!isDeep || accepts(readLog(block, index)))
      if (isOurs && from < 0) from = index
      if (isOurs || from < 0) continue
      yield { count: index - from, text: sliceLogs(block, from, index) }
      from = -1
    }
  }
}

interface Run {
  readonly count: number
  readonly text: Buffer
}

function readLog(block: StoredBlock, index: number): Json {
  return JSON.parse(sliceLogs(block, index, index + 1).toString('latin1')) as Json
}
