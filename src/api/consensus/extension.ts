import { readFileSync } from 'node:fs'
import { encodeBech32 } from '../../claim/bech32.ts'
import type { Address } from '../../claim/hex.ts'
import type { Network } from '../../platform/network.ts'
import type { Extension } from '../schema/executable.ts'
import { answerRecomputed, type RecomputedArguments } from './recomputed.ts'

const SDL = new URL('./consensus.graphql', import.meta.url)

interface Identity {
  readonly network: string
  readonly chainId: number
  readonly consensus: Address
  readonly evmAddress: Address
}

/** `Query.recomputed`, and a validator's addresses as its chain writes them. */
export function consensusExtension(networks: ReadonlyMap<string, Network>): Extension {
  const prefixOf = ({ network, chainId }: Identity) =>
    networks.get(network)?.chains.find(({ id }) => id === chainId)?.consensus?.prefix
  // Null where this server has no file of the network: without its prefix there is no such text.
  const write = (parent: unknown, of: 'consensus' | 'evmAddress', kind: string) => {
    const prefix = prefixOf(parent as Identity)
    return prefix === undefined ? null : encodeBech32(`${prefix}${kind}`, (parent as Identity)[of])
  }
  return {
    sdl: readFileSync(SDL, 'utf8'),
    resolvers: {
      'Query.recomputed': (_, args, { snapshot }) =>
        answerRecomputed(networks, snapshot, args as unknown as RecomputedArguments),
      'ValidatorIdentity.consensusAddress': (parent) => write(parent, 'consensus', 'valcons'),
      'ValidatorIdentity.operatorAddress': (parent) => write(parent, 'evmAddress', 'valoper'),
      'ValidatorIdentity.account': (parent) => write(parent, 'evmAddress', ''),
    },
    costs: {
      // Look-ups for each of the rows that are asked for.
      'Query.recomputed': 10,
      'ValidatorIdentity.consensusAddress': 0,
      'ValidatorIdentity.operatorAddress': 0,
      'ValidatorIdentity.account': 0,
    },
  }
}
