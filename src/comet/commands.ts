import type { OpenConsensus } from '../indexer/operate/operate.ts'

/** How the kept heights of a consensus are decoded once more, by the operators of its keys as they are known now. */
export const openConsensus: OpenConsensus = async (pool, place, consensus) => {
  const [{ decodeAnswers, decodeRecords }, { decodeBy }, { loadValidators }, { loadOpening }] =
    await Promise.all([
      import('./content.ts'),
      import('./facts/decode.ts'),
      import('./known-store.ts'),
      import('./opening-store.ts'),
    ])
  const { operatorOf, keyOf } = await loadValidators(pool, place)
  const opening = await loadOpening(pool, place)
  const decode = decodeBy({ consensus, operatorOf, keyOf, opening: () => opening })
  return ({ number, hash, parentHash, timestamp, records }, rows) => {
    const header = { number, hash, parentHash, timestamp, encoded: null }
    decode({ header, height: decodeAnswers(decodeRecords(records)) }, rows)
  }
}
