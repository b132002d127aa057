import { verifyReceipts, verifyTransaction, verifyTransactions } from '../../chain/contents.ts'
import * as field from '../../chain/fields.ts'
import { CodedError, Rejected, Unavailable } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import type { LogFilter, Proof, ProvenBlock } from '../client.ts'
import { askForExisting } from '../proof/existing.ts'
import { commitmentsOf, headerCall, hexNumber, toHeader } from '../proof/headers.ts'
import type { GatewayReader } from '../reader.ts'

interface Served {
  readonly result: unknown
  /** How far the result was checked. */
  readonly proof: Proof
}
type Method = (reader: GatewayReader, params: readonly unknown[]) => Promise<Served>

/** The widest range of `eth_getLogs` above the finalized block, which is proved block by block. */
const MAX_UNFINALIZED = 512

/** Methods whose params or results are checked here; the rest of {@link PASSED} is answered by whoever is asked, as `unproved`. */
export const METHODS: Readonly<Record<string, Method>> = {
  eth_chainId: async (reader) => agreed(reader, hexNumber(await reader.chainId())),
  net_version: async (reader) => agreed(reader, String(await reader.chainId())),
  eth_blockNumber: async (reader) => agreed(reader, hexNumber((await reader.head()).number)),
  eth_getBlockByNumber: async (reader, [block, full]) =>
    getBlock(reader, await toHash(reader, block), full === true),
  eth_getBlockByHash: async (reader, [hash, full]) =>
    getBlock(reader, field.toHash(hash, 'block hash'), full === true),
  eth_getBlockReceipts: async (reader, [block]) => getReceipts(reader, await toHash(reader, block)),
  eth_getTransactionByHash: async (reader, [hash]) =>
    getTransaction(reader, field.toHash(hash, 'transaction hash')),
  eth_getTransactionReceipt: async ({ gateway }, [hash]) => {
    const params = [field.toHash(hash, 'transaction hash')]
    return { result: await gateway.request('eth_getTransactionReceipt', params, true), proof: 'unproved' }
  },
  eth_getLogs: async (reader, [filter]) => getLogs(reader, field.toObject(filter, 'filter')),
}

/** Reads that no header proves here. Nothing that changes a chain is passed on. */
export const PASSED: ReadonlySet<string> = new Set([
  'eth_call',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getCode',
  'eth_getProof',
  'eth_getStorageAt',
  'eth_getTransactionCount',
  'eth_maxPriorityFeePerGas',
  'eth_syncing',
  'web3_clientVersion',
])

/** What a quorum says or what hashes to its name: as good as the policy, where the family proves anything. */
function agreed({ integrity }: GatewayReader, result: unknown): Served {
  const { policy } = integrity.options
  return {
    result,
    proof: policy === 'trusted' ? 'trusted' : integrity.family.kind === 'roots' ? 'full' : 'unproved',
  }
}

/** The hash of the block that a tag, number or hash names on the canonical chain; null when there is none. */
async function toHash(reader: GatewayReader, block: unknown): Promise<Hash32 | null> {
  if (typeof block === 'string' && block.length === 66) return field.toHash(block, 'block')
  try {
    if (block === 'latest' || block === 'pending') return (await reader.head()).hash
    if (block === 'finalized' || block === 'safe') return (await reader.finalized()).hash
    if (block === 'earliest') return await reader.genesisHash()
    return (await reader.header(field.integer({ block }, 'block'))).hash
  } catch (error) {
    return absent(error)
  }
}

async function getBlock(reader: GatewayReader, hash: Hash32 | null, full: boolean): Promise<Served> {
  const { integrity } = reader
  if (hash === null || !(await isVouched(reader, hash))) return agreed(reader, null)
  const { family } = integrity
  // A list of hashes is proved by nothing but the transactions themselves.
  const whole = full || family.kind === 'roots'
  const result = await askForExisting(integrity, headerCall(hash, whole), (found) => {
    const block = field.toObject(found, 'block')
    const header = toHeader(integrity, block)
    assertAsked(hash, header.hash)
    if (family.kind !== 'roots') return block
    const transactions = field.objects(block, 'transactions')
    const proved = verifyTransactions(commitmentsOf(header), transactions, family.encodeTransaction)
    return full ? block : { ...block, transactions: proved.map((each) => each.hash) }
  })
  return agreed(reader, result ?? null)
}

async function getReceipts(reader: GatewayReader, hash: Hash32 | null): Promise<Served> {
  const { integrity } = reader
  if (hash === null || !(await isVouched(reader, hash))) return agreed(reader, null)
  const header = await reader.header(hash)
  const { family } = integrity
  const result = await askForExisting(
    integrity,
    { method: 'eth_getBlockReceipts', params: [hash] },
    (receipts) => {
      const list = field.toList(receipts, 'receipts').map((each) => field.toObject(each, 'receipt'))
      if (family.kind === 'roots') verifyReceipts(commitmentsOf(header), list, family.encodeReceipt)
      return receipts
    },
  )
  return agreed(reader, result ?? null)
}

async function getTransaction(reader: GatewayReader, hash: Hash32): Promise<Served> {
  const { integrity } = reader
  const { family } = integrity
  const result = await askForExisting(
    integrity,
    { method: 'eth_getTransactionByHash', params: [hash] },
    (found) => {
      const transaction = field.toObject(found, 'transaction')
      assertAsked(hash, field.hash(transaction, 'hash'))
      if (family.kind === 'roots') verifyTransaction(transaction, family.encodeTransaction)
      return transaction
    },
  )
  // It is the transaction of this hash; the block it is said to be in is not checked.
  return { result: result ?? null, proof: 'unproved' }
}

async function getLogs(reader: GatewayReader, filter: field.RpcObject): Promise<Served> {
  const filters = [toLogFilter(filter)]
  if (field.has(filter, 'blockHash')) {
    const block = await reader.block(field.hash(filter, 'blockHash'), filters)
    return { result: showLogs([block]), proof: block.proof }
  }
  const head = await reader.head()
  const finalized = Math.min((await reader.finalized()).number, head.number)
  const from = await toNumber(reader, filter.fromBlock ?? 'latest')
  const to = Math.min(await toNumber(reader, filter.toBlock ?? 'latest'), head.number)
  const final =
    from <= Math.min(to, finalized)
      ? await reader.logs({ from, to: Math.min(to, finalized) }, filters)
      : undefined
  const first = Math.max(from, finalized + 1)
  if (to - first >= MAX_UNFINALIZED)
    throw new CodedError(
      'GATEWAY_RANGE',
      `above the finalized block at most ${MAX_UNFINALIZED} blocks are served at once`,
    )
  const headers = first <= to ? await reader.headers({ from: first, to }) : []
  const blocks = await Promise.all(headers.map(({ hash }) => reader.block(hash, filters)))
  const all = [...(final?.blocks ?? []), ...blocks]
  const proofs = [...(final ? [final.proof] : []), ...blocks.map(({ proof }) => proof)]
  return { result: showLogs(all), proof: weakest(proofs) ?? agreed(reader, null).proof }
}

/** @throws Rejected `REJECTED_HEADER_OTHER`: what was given may be true of another block or transaction */
function assertAsked(asked: Hash32, given: Hash32): void {
  if (given !== asked) throw new Rejected('REJECTED_HEADER_OTHER', `asked for ${asked}, given ${given}`)
}

function weakest(proofs: readonly Proof[]): Proof | undefined {
  return (['unproved', 'trusted', 'audited', 'full'] as const).find((each) => proofs.includes(each))
}

async function toNumber(reader: GatewayReader, block: unknown): Promise<number> {
  if (block === 'latest' || block === 'pending') return (await reader.head()).number
  if (block === 'finalized' || block === 'safe') return (await reader.finalized()).number
  return block === 'earliest' ? 0 : field.integer({ block }, 'block')
}

function toLogFilter(filter: field.RpcObject): LogFilter {
  const address = filter.address ?? []
  const topics = field.toList(filter.topics ?? [], 'topics').map((each) => {
    if (each === null) return null
    return (Array.isArray(each) ? each : [each]).map((topic) => field.toHash(topic, 'topic'))
  })
  const addresses = (Array.isArray(address) ? address : [address]).map((each) =>
    field.address({ each }, 'each'),
  )
  return { addresses, topics, callsOf: [] }
}

function showLogs(blocks: readonly ProvenBlock[]): unknown[] {
  return blocks.flatMap(({ header, logs, transactions }) =>
    logs.map(({ transactionIndex, logIndex, ...log }) => ({
      ...log,
      blockNumber: hexNumber(header.number),
      blockHash: header.hash,
      blockTimestamp: hexNumber(header.timestamp),
      transactionHash: transactions.find(({ index }) => index === transactionIndex)?.hash,
      transactionIndex: hexNumber(transactionIndex),
      logIndex: hexNumber(logIndex),
      removed: false,
    })),
  )
}

async function isVouched(reader: GatewayReader, hash: Hash32): Promise<boolean> {
  try {
    await reader.header(hash)
    return true
  } catch (error) {
    absent(error)
    return false
  }
}

/** A block that nobody has is null in JSON-RPC; any other failure stays one. */
function absent(error: unknown): null {
  if (error instanceof Unavailable && error.code === 'UNAVAILABLE_BLOCK') return null
  throw error
}
