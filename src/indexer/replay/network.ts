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

/**
 * The chain of the folder that a recording is of: that of its id where a contract of it speaks in the recording, else that of the market,
 * whose place the recording's takes.
 */
function findChain({ name, chains, contracts }: Network, recorded: Recorded): NetworkChain {
  const { chainId, contracts: named, blocks } = recorded
  const speakers = new Set(blocks.flatMap(({ logs }) => logs.map(({ address }) => address)))
  const isOf = (id: number, only: (contract: NetworkContract) => boolean) =>
    contracts.some((each) => each.chain === id && only(each))
  const hasMarket = (id: number) => isOf(id, ({ collateral }) => collateral !== undefined)
  const speaks = (id: number) => isOf(id, ({ address }) => address !== undefined && speakers.has(address))
  const same = chains.find(({ id }) => id === chainId)
  if (same && (named.market ? hasMarket(same.id) : speaks(same.id))) return same
  const chain = chains.find(({ id }) => hasMarket(id))
  if (chain) return chain
  throw new Misconfigured(
    'REPLAY_CHAIN',
    `${name} has no chain ${chainId}, and no market whose chain it could stand for`,
  )
}
