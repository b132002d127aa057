import { graphql } from './generated/gql.ts'
import type { NetworksQuery } from './generated/graphql.ts'
import { useAnswer } from './use-answer.ts'

const NETWORKS = graphql(`
  query Networks {
    networks { network title chains { chainId title class height head lag blockTime updatedAt } }
    _meta { ...MetaParts }
  }
`)

export type NetworkRow = NetworksQuery['networks'][number]

/** Every network that this server indexes, and how far. */
export const useNetworks = () => useAnswer(NETWORKS, {})
