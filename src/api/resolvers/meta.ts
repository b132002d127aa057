import type { RollupRoute } from '../columnar/route.ts'
import type { Resolvers } from '../execute/context.ts'
import type { TokenBook } from '../model/tokens.ts'
import { timeText } from '../sql/time-text.ts'
import { type AsOf, findBlockVector } from './as-of.ts'

const META = `select c.network, c.chain_id, height, '0x' || encode(hash, 'hex'),
    ${timeText('block_time')}, '0x' || encode(digest, 'hex'),
    head, lag, finalized_height, '0x' || encode(finalized_hash, 'hex'),
    m.verdict::text, m.block
  from api.chain c left join api.verification_mark m on m.network = c.network and m.chain_id = c.chain_id
  where $1::text is null or c.network = $1 order by 1, 2`

/** `_meta`, `blockVector`, and what the networks' files say of networks and chains. */
export function metaResolvers(tokens: TokenBook, route: RollupRoute): Resolvers {
  return {
    'Query._meta': async (_, args, { snapshot }) => {
      const rows = await snapshot.rows(META, [args.network ?? null])
      const sourceOf = await route.sources(snapshot)
      return rows.map((row) => {
        const [network, chainId, number, hash, timestamp, digest, head, lag, finalized, finalizedHash] = row
        const [verdict, countedTo] = row.slice(10)
        const chain = { network, chainId }
        return {
          ...chain,
          class: tokens.chainClass(String(network), Number(chainId)),
          block: { ...chain, number, hash, timestamp },
          digest,
          head,
          lag,
          finality: { ...chain, number: finalized, hash: finalizedHash, timestamp: null },
          watermark: number,
          verification: verdict === null ? null : { verdict, block: countedTo },
          aggregates: sourceOf({ network: String(network), chainId: Number(chainId) }),
        }
      })
    },
    'Query.blockVector': (_, args, { snapshot }) => findBlockVector(snapshot, args.asOf as AsOf),
    'Network.title': (parent) => tokens.title((parent as { network: string }).network),
    'Chain.title': (parent) => {
      const { network, chainId } = parent as { network: string; chainId: number }
      return tokens.chainTitle(network, chainId)
    },
    'Chain.class': (parent) => {
      const { network, chainId } = parent as { network: string; chainId: number }
      return tokens.chainClass(network, chainId)
    },
  }
}
