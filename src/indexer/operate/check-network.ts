import { access } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { CodedError } from '../../claim/errors.ts'
import { examineConsensus } from '../../gateway/doctor/consensus.ts'
import { listEndpoints, openReader } from '../../gateway/open.ts'
import { type Disclosure, listDisclosures } from '../../platform/disclosures.ts'
import { Environment } from '../../platform/environment.ts'
import { getNetwork, type Network, type NetworkChain } from '../../platform/network.ts'
import { listNetworkFaults, type NetworkFault } from '../../platform/network-faults.ts'
import { loadInterfaces } from '../events/load.ts'

export interface CheckOptions {
  readonly offline?: true
  readonly json?: true
}

/** How long a chain may take for its answer. */
const PATIENCE_MS = 10_000

/**
 * `assay network check`: what is wrong with a network's folder, in words, or as `{ name, faults }`. Exit code 78 when anything is.
 * @throws Misconfigured `NETWORK_MISSING`
 */
export async function checkNetwork(folder: string, options: CheckOptions): Promise<void> {
  const path = resolve(folder)
  const faults = await listFaults(path, options.offline !== true)
  const name = basename(path)
  process.stdout.write(options.json ? `${JSON.stringify({ name, faults })}\n` : toWords(name, faults))
  if (faults.length) process.exitCode = 78
}

async function listFaults(path: string, online: boolean): Promise<NetworkFault[]> {
  const read = await attempt('network.json', () => getNetwork(dirname(path), basename(path)))
  if (!read.value) return read.faults
  const network = read.value
  const disclosed = await attempt<readonly Disclosure[]>(network.disclosures ?? '', () =>
    listDisclosures(network),
  )
  const interfaces = await attempt('network.json', () => loadInterfaces(network))
  const chains = online ? await Promise.all(network.chains.map((chain) => askChain(network, chain))) : []
  return [
    ...disclosed.faults,
    ...interfaces.faults,
    ...listNetworkFaults(network, disclosed.value ?? []),
    ...(await listMissingFiles(network)),
    ...chains.flat(),
  ]
}

/** The value, or the fault of the file that it was read from. */
async function attempt<T>(
  file: string,
  work: () => Promise<T>,
): Promise<{ readonly value?: T; readonly faults: NetworkFault[] }> {
  try {
    return { value: await work(), faults: [] }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    if (error.code === 'NETWORK_MISSING') throw error
    return { faults: [{ code: error.code, file, message: error.message }] }
  }
}

async function listMissingFiles({ folder, trust }: Network): Promise<NetworkFault[]> {
  const named = [...trust.attestationRoots, trust.measurements, trust.verificationKeys]
  const missing = await Promise.all(
    named.map(async (file) => {
      if (file === undefined) return []
      const message = `trust names ${file}, which is not in the folder: add it or remove the name`
      const isThere = await access(join(folder, file)).then(
        () => true,
        () => false,
      )
      return isThere ? [] : [{ code: 'TRUST_FILE', file: 'network.json', message }]
    }),
  )
  return missing.flat()
}

/** Whether the endpoints serve the chain, and whether there is code where contracts and tokens should be. */
async function askChain(network: Network, chain: NetworkChain): Promise<NetworkFault[]> {
  const endpoints = new Environment(process.env).list(`RPC_${chain.id}`)
  const read = await attempt('network.json', async () => listEndpoints(endpoints, chain))
  if (!read.value) return read.faults
  return chain.consensus ? askConsensus(chain, read.value) : askContracts(network, chain, read.value)
}

async function askConsensus(chain: NetworkChain, endpoints: readonly string[]): Promise<NetworkFault[]> {
  const now = Math.floor(Date.now() / 1000)
  const { signal } = new AbortController()
  const examined = await Promise.all(endpoints.map((url) => examineConsensus(url, chain, now, signal)))
  return examined.flatMap(({ endpoint, faults }) =>
    faults.map((message) => ({ code: 'ENDPOINT', file: 'network.json', message: `${endpoint}: ${message}` })),
  )
}

async function askContracts(
  network: Network,
  chain: NetworkChain,
  endpoints: readonly string[],
): Promise<NetworkFault[]> {
  const ends = new AbortController()
  const read = await attempt('network.json', async () => {
    const reader = openReader(chain, endpoints, ends.signal, { patienceMs: PATIENCE_MS })
    try {
      await reader.chainId()
      const { number } = await reader.head()
      const places = listPlaces(network, chain.id)
      const codes = await Promise.all(places.map(({ address }) => reader.code(address, number)))
      return places.filter((_, index) => codes[index] === '0x')
    } finally {
      ends.abort()
      await reader.close()
    }
  })
  const empty = (read.value ?? []).map(({ what, address }) => ({
    code: 'NO_CODE',
    file: 'network.json',
    message: `${what}: there is no code at ${address} on chain ${chain.id}: correct the address or the chain`,
  }))
  return [...read.faults, ...empty]
}

/** Addresses that code should stand at now: precompiles and the chain's own coin have none. */
function listPlaces({ contracts, tokens }: Network, chain: number) {
  const listed = [
    ...contracts.flatMap(({ name, address, toBlock, ...each }) =>
      address && toBlock === undefined ? [{ what: `contract ${name}`, address, chain: each.chain }] : [],
    ),
    ...tokens.map(({ symbol, address, chain }) => ({ what: `token ${symbol}`, address, chain })),
  ]
  return listed.filter((each) => each.chain === chain && BigInt(each.address) > 0xffffn)
}

function toWords(name: string, faults: readonly NetworkFault[]): string {
  if (!faults.length) return `${name}: nothing is wrong with this folder\n`
  const lines = faults.map(({ code, file, message }) => `  ${file}: ${message} (${code})`)
  return [`${name}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`, ...lines, ''].join('\n')
}
