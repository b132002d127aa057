import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Misconfigured } from '../claim/errors.ts'
import { Consensus, chainId, checkConsensus } from './consensus.ts'
import { Custody } from './network-custody.ts'
import { address, hash32, Sourced, webUrl } from './network-fields.ts'
import { Watch } from './network-watch.ts'

/** Whose money a chain's tokens are. Figures of different classes are never summed. */
export const NetworkClass = z.enum(['mainnet', 'testnet', 'devnet', 'synthetic'])
export type NetworkClass = z.infer<typeof NetworkClass>

/** Ten years: what is longer is a slip of the pen. */
const MOST_SECONDS = 315_360_000
const Seconds = Sourced.extend({ seconds: z.number().int().positive().max(MOST_SECONDS) })
/** First parts of addresses that the API has itself: the pages of a network stand below its name, and could not be opened there. */
export const TAKEN_NAMES: ReadonlySet<string> = new Set([
  'api',
  'assets',
  'badge',
  'content',
  'docs',
  'export',
  'graphql',
  'health',
  'logs',
  'mcp',
  'methodology',
  'metrics',
  'pages',
  'ready',
  'rest',
  'status',
])
// A name becomes a folder, a part of ids and a label: short, and not what every object has already.
const networkName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a name is of lower-case letters, digits and single dashes between them')
  .max(60)
  .refine((name) => !(name in {}), 'this name is taken by the language itself')
  .refine((name) => !TAKEN_NAMES.has(name), 'the API has an address of this name itself')

const Chain = z
  .strictObject({
    id: chainId,
    name: z.string(),
    class: NetworkClass,
    /** Decides what a header commits to, and so which proofs are possible. */
    family: z.enum(['ethereum', 'opstack', 'cometbft']),
    /** `tag`: the endpoint's `finalized` block; `depth`: so many blocks below the head. */
    finality: z.union([
      z.strictObject({ tag: z.literal('finalized') }),
      z.strictObject({ depth: z.number().int().min(0).max(1_000_000) }),
    ]),
    integrity: z
      .strictObject({
        policy: z.enum(['full', 'audited', 'trusted']),
        /** How many endpoints must agree on a finalized header. */
        quorum: z.number().int().min(1).max(32).default(1),
        /** Share of blocks proved in full under `audited`. */
        auditShare: z.number().min(0).max(1).default(0.01),
      })
      .default({ policy: 'audited', quorum: 1, auditShare: 0.01 }),
    /** Public endpoints; `RPC_<chain id>` in the environment replaces them. */
    endpoints: z
      .array(z.url({ protocol: /^(https?|wss?)$/, error: 'not an http, https, ws or wss URL' }))
      .default([]),
    /** Compared with what was stored: a reset chain is refused. */
    genesisHash: hash32.optional(),
    blockSeconds: z.number().positive().max(86_400).optional(),
    /** Set: this is the consensus of a Cosmos chain, read over its CometBFT RPC by `assay comet`. */
    consensus: Consensus.optional(),
  })
  .superRefine(checkConsensus)
  // Only where validators sign each block is the head itself final.
  .refine(({ family, finality }) => family === 'cometbft' || !('depth' in finality) || finality.depth > 0, {
    path: ['finality', 'depth'],
    message: 'a chain of this family can lose its head: give a depth of at least 1',
  })

const Contract = z.strictObject({
  name: z.string(),
  chain: z.number().int(),
  /** Absent: events of this interface are accepted from any contract on the chain. */
  address: address.optional(),
  /** Which decoders apply: `<folder>/<generation>`, e.g. `opengradient/tee-registry-v1`, `assay/v1`, `erc20/transfer`. */
  interface: z.string(),
  /** First block; absent: found by binary search on `eth_getCode`. */
  fromBlock: z.number().int().min(0).optional(),
  toBlock: z.number().int().min(0).optional(),
  codeHash: hash32.optional(),
  /** Of a proxy: the code behind it that was compared with its source. */
  implementations: z.array(address).optional(),
  /** Of a market: the token that is pledged there. The contract itself may not say it in any log. */
  collateral: address.optional(),
  /** Evidence of claims that it checks itself before it writes their log; absent: not known. Leaves of a batch it cannot check. */
  checks: Sourced.extend({ evidence: z.array(z.string().min(1)) }).optional(),
  /** Of an emergency stop: the first four bytes of the proofs whose verifier it stops. */
  stops: z
    .string()
    .regex(/^0x[0-9a-f]{8}$/, 'four bytes as lower-case hexadecimal with 0x')
    .optional(),
  source: z.string().optional(),
})

const Token = z.strictObject({
  chain: z.number().int(),
  /** The zero address is the chain's own coin. */
  address,
  symbol: z.string(),
  decimals: z.number().int().min(0).max(77),
  class: NetworkClass,
  /** Name of the price series; absent or null: this token has no price. */
  priceSeries: z.string().nullable().default(null),
  /** Set when work paid in this token is priced in USD: a stablecoin, or a quote in USD that is paid at the rate of the moment. */
  pricedIn: Sourced.extend({
    currency: z.literal('USD'),
    ground: z.enum(['stablecoin', 'usd-quote']),
  }).optional(),
})

const Label = Sourced.extend({
  chain: z.number().int().optional(),
  address,
  label: z.string(),
  /** `first-party`, `foundation`, `treasury` and `faucet` are the protocol's and who runs it; tracing stops at a `hub`. */
  kind: z.enum([
    'first-party',
    'foundation',
    'treasury',
    'faucet',
    'hub',
    'shared-payee',
    'relayer',
    'other',
  ]),
})

const ReportedField = z.strictObject({ name: z.string(), unit: z.string() })

export const NetworkFile = z.strictObject({
  name: networkName,
  title: z.string(),
  /** A network that cannot be indexed starts disabled and says why. */
  disabled: z.string().optional(),
  chains: z.array(Chain).min(1),
  contracts: z.array(Contract),
  tokens: z.array(Token).default([]),
  labels: z.array(Label).default([]),
  custody: z.array(Custody).default([]),
  /** Base URLs; a blob's id is appended. */
  blobStores: z.array(webUrl).default([]),
  blobFormat: z.enum(['openzeppelin-standard-v1']).optional(),
  /** What the reference node trusts; files beside network.json. */
  trust: z
    .strictObject({
      attestationRoots: z.array(z.string()).default([]),
      measurements: z.string().optional(),
      verificationKeys: z.string().optional(),
    })
    .default({ attestationRoots: [] }),
  /** Rules that are not on chain, or that the checks take as given; each with its source. */
  rules: z
    .strictObject({
      heartbeatMaxAge: Seconds.optional(),
      /** How long after signing a response may still be settled by itself. */
      individualMaxAge: Seconds.optional(),
      /** The same for a leaf of a batch. */
      batchMaxAge: Seconds.optional(),
      /** Epochs in which work and stake are rewarded by shares: when epoch 0 began (Unix seconds), and in what. */
      workEpochs: Sourced.extend({ chain: chainId, zero: z.int().positive(), token: address }).optional(),
    })
    .default({}),
  disclosures: z.string().optional(),
  /** Aggregate usage that the network's own service reports: shown as `reported`, never mixed in. */
  reportedUsage: z
    .strictObject({
      url: webUrl,
      source: z.string(),
      /** Which field means what; absent while nobody has seen an answer: it is then kept without being read. */
      fields: z
        .strictObject({
          /** Path to the list of days. */
          list: z.array(z.string()),
          day: z.string(),
          requests: ReportedField.optional(),
          amount: ReportedField.optional(),
        })
        .optional(),
    })
    .optional(),
  /** How watchdogs' samples of this network are drawn, and whose word on time counts. */
  watch: Watch.default({ anchors: [], witnesses: [], quorum: 1, watchdogs: [] }),
  provenance: z.array(z.string()).default([]),
})

/** One observed deployment as data. `folder` is where its files are. */
export interface Network extends Omit<z.infer<typeof NetworkFile>, 'contracts'> {
  readonly folder: string
  readonly contracts: readonly NetworkContract[]
}
export type NetworkChain = z.infer<typeof Chain>
export interface NetworkContract extends z.infer<typeof Contract> {
  /** First block with its code, as the indexer found it; no file says it. */
  readonly deployedBlock?: number
}

/**
 * Reads `<root>/<name>/network.json`.
 * @throws Misconfigured `NETWORK_MISSING` when there is no such file, `NETWORK_INVALID` naming every fault at once
 */
export async function getNetwork(root: string, name: string): Promise<Network> {
  const folder = join(root, name)
  const file = join(folder, 'network.json')
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new Misconfigured(
      'NETWORK_MISSING',
      `no network at ${file}: check ASSAY_NETWORKS and ASSAY_NETWORK`,
      { cause },
    )
  })
  return { ...parseNetwork(text, file), folder }
}

/**
 * What a network.json says. `file`: its name in the words of a fault.
 * @throws Misconfigured `NETWORK_INVALID`
 */
export function parseNetwork(text: string, file: string): z.infer<typeof NetworkFile> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new Misconfigured('NETWORK_INVALID', `${file} is not JSON`, { cause })
  }
  const parsed = NetworkFile.safeParse(value)
  if (!parsed.success)
    throw new Misconfigured('NETWORK_INVALID', `${file}:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/**
 * The chain of a network by id, or throws `NETWORK_CHAIN_UNKNOWN`.
 * @throws Misconfigured `NETWORK_CHAIN_UNKNOWN`
 */
export function getChain(network: Network, id: number): NetworkChain {
  const chain = network.chains.find((each) => each.id === id)
  if (chain) return chain
  const ids = network.chains.map((each) => each.id).join(', ')
  throw new Misconfigured('NETWORK_CHAIN_UNKNOWN', `${network.name} has no chain ${id}; it has ${ids}`)
}
