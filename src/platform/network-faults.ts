import { basename } from 'node:path'
import type { Disclosure } from './disclosures.ts'
import type { Network } from './network.ts'

/** What is wrong with a network's folder, though each of its files is valid by itself. */
export interface NetworkFault {
  readonly code: string
  /** The file, below the folder. */
  readonly file: string
  /** What is there, and what to change. */
  readonly message: string
}

/** Interfaces whose every act the consensus chain tells too. */
const DOUBLED = new Set(['cosmos/staking', 'cosmos/distribution', 'cosmos/slashing'])

interface Named {
  readonly chain: number
  readonly address: string
}

const keyOf = ({ chain, address }: Named) => `${chain} ${address}`

/** Compares what a network's files say of each other: chains, contracts, and the addresses that disclosed rules are read at. */
export function listNetworkFaults(network: Network, disclosures: readonly Disclosure[]): NetworkFault[] {
  return [
    ...listNameFaults(network),
    ...listContractFaults(network),
    ...listDoubleFaults(network),
    ...listReadingFaults(network, disclosures),
  ]
}

function listNameFaults({ name, folder }: Network): NetworkFault[] {
  const found = basename(folder)
  if (found === name) return []
  const message = `the folder is ${found}, the name in it ${name}: give both one name, processes find the folder by it`
  return [{ code: 'NETWORK_NAME', file: 'network.json', message }]
}

/** Acts on precompiles write a log and an event: read from both chains, they would count twice. */
function listDoubleFaults({ chains, contracts }: Network): NetworkFault[] {
  const halves = new Set(chains.flatMap(({ consensus }) => consensus?.evm ?? []))
  return contracts
    .filter(({ chain, interface: name }) => halves.has(chain) && DOUBLED.has(name))
    .map(({ name, chain }) => ({
      code: 'CONTRACT_TWICE',
      file: 'network.json',
      message: `what contract ${name} says is read of the consensus of chain ${chain} as well, and would count twice: remove the contract`,
    }))
}

function listContractFaults({ chains, contracts, tokens, labels }: Network): NetworkFault[] {
  const known = new Set(chains.map(({ id }) => id))
  const foreign = [
    ...contracts.map(({ name, chain }) => ({ what: `contract ${name}`, chain })),
    ...tokens.map(({ symbol, chain }) => ({ what: `token ${symbol}`, chain })),
    ...labels.flatMap(({ label, chain }) => (chain === undefined ? [] : [{ what: `label ${label}`, chain }])),
  ].filter(({ chain }) => !known.has(chain))
  const backwards = contracts.filter(
    ({ fromBlock, toBlock }) => toBlock !== undefined && (fromBlock ?? 0) > toBlock,
  )
  const seen = new Set<string>()
  const twice = contracts.filter((each) => {
    if (each.address === undefined) return false
    const key = `${keyOf({ chain: each.chain, address: each.address })} ${each.interface}`
    return seen.has(key) || !seen.add(key)
  })
  const file = 'network.json'
  return [
    ...foreign.map(({ what, chain }) => ({
      code: 'NETWORK_CHAIN_UNKNOWN',
      file,
      message: `${what} is on chain ${chain}, which is not in the list of chains: add the chain or correct the number`,
    })),
    ...backwards.map(({ name }) => ({
      code: 'CONTRACT_RANGE',
      file,
      message: `contract ${name} ends (toBlock) before it begins (fromBlock)`,
    })),
    ...twice.map(({ name, address }) => ({
      code: 'CONTRACT_TWICE',
      file,
      message: `contract ${name} at ${address} is listed already with this interface: remove one`,
    })),
  ]
}

function listReadingFaults(network: Network, disclosures: readonly Disclosure[]): NetworkFault[] {
  const listed = new Set([
    // What only the code behind a proxy holds is read there.
    ...network.contracts.flatMap(({ chain, address, implementations = [] }) =>
      [address, ...implementations].flatMap((each) => (each ? [keyOf({ chain, address: each })] : [])),
    ),
    ...network.tokens.map(keyOf),
    ...network.labels.flatMap(({ chain, address }) =>
      chain === undefined ? [] : [keyOf({ chain, address })],
    ),
  ])
  return disclosures.flatMap(({ rule, read }) =>
    read === undefined || !('address' in read) || listed.has(keyOf(read))
      ? []
      : [
          {
            code: 'DISCLOSURE_ADDRESS',
            file: network.disclosures ?? '',
            message:
              `rule ${rule} is read at ${read.address} on chain ${read.chain}, which network.json does not name as a contract, ` +
              'token or label: correct the address, or add it there',
          },
        ],
  )
}
