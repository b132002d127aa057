import { Misconfigured } from '../../claim/errors.ts'
import type { Network, NetworkChain, NetworkContract } from '../../platform/network.ts'
import type { Recorded } from './file.ts'

/**
 * The network as a recording has it: its one chain, with the recording's chain id and addresses in place of the folder's where it names
 * them, and every contract from the first block on.
 * @throws Misconfigured `REPLAY_CHAIN` when the recording's chain is none of the network's, and the network has no market
 */
export function toReplayNetwork(network: Network, recorded: Recorded, first: number): Network {
  const { chainId, contracts: named } = recorded
  const chain = findChain(network, recorded)
  const collateral = named.collateral ?? named.token
  const own = network.contracts.filter((each) => each.chain === chain.id)
  const moved = own.map((contract): NetworkContract => {
    const { fromBlock: _, toBlock: __, deployedBlock: ___, ...kept } = contract
    const isMarket = contract.collateral !== undefined
    return {
      ...kept,
      chain: chainId,
      fromBlock: first,
      ...(isMarket && named.market ? { address: named.market } : {}),
      ...(isMarket && collateral ? { collateral } : {}),
    }
  })
  return { ...network, chains: [{ ...chain, id: chainId, finality: { tag: 'finalized' } }], contracts: moved }
}

function findChain(
  { name, chains, contracts }: Network,
  { chainId, contracts: named }: Recorded,
): NetworkChain {
  const markets = new Set(contracts.flatMap((each) => (each.collateral === undefined ? [] : [each.chain])))
  const same = chains.find(({ id }) => id === chainId)
  if (same && (named.market === undefined || markets.has(same.id))) return same
  const chain = chains.find(({ id }) => markets.has(id))
  if (chain) return chain
  throw new Misconfigured(
    'REPLAY_CHAIN',
    `${name} has no chain ${chainId}, and no market whose chain it could stand for`,
  )
}
