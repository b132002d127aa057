import { z } from 'zod'
import { CodedError, NotCheckable } from '../../src/claim/errors.ts'
import { type Hex, toBytes } from '../../src/claim/hex.ts'
import { type Element, elementId } from '../../src/claim/sample/population.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import type { Network } from '../../src/platform/network.ts'
import { ChainView } from '../evidence/chain.ts'
import { Contracts } from '../evidence/contracts.ts'
import type { ChainHint, Evidence } from '../evidence/evidence.ts'
import { Stride } from '../evidence/stride.ts'
import type { DueSubject } from '../judge/subject.ts'
import type { Scope } from '../log/bodies.ts'
import type { PublicApi } from '../repeat/public-api.ts'
import { createListHint, createRegistryHint } from '../repeat/sources.ts'
import { type CutOff, countOf, type Population, toPopulation } from '../sample/population.ts'
import type { Heights, SampledIndex } from '../sample/sampled-index.ts'
import type { ElementStore, KeptRow } from './element-store.ts'
import { LISTS, listElementLogs, nodeOf, SOURCES_OF, type Source, topicsOfSource } from './elements.ts'

const Heads = z.object({
  heads: z.array(z.object({ chainId: z.int(), finality: z.object({ number: z.int() }) })),
})
const HEADS = 'query ($network: String!) { heads: _meta(network: $network) { chainId finality { number } } }'

interface FarChain {
  readonly view: ChainView
  readonly contracts: Contracts
}

/**
 * A network as its chains show it, for a watchdog without an index of its own. Somebody's public API and every endpoint say in
 * which blocks something stands; each of these blocks is read and hashed again. So what one of them leaves out is missing only
 * when all of them leave it out, and nothing is there that the chain does not hold.
 */
export class ChainIndex implements SampledIndex {
  readonly #network: Network
  readonly #api: PublicApi
  readonly #store: ElementStore
  readonly #evidence: Evidence
  readonly #say: (text: string) => void
  readonly #chains: ReadonlyMap<number, FarChain>
  readonly hint: ChainHint

  /** `evidence`: the chain as the judges read it. `say` is told of what the API does not list. */
  constructor(
    network: Network,
    endpoints: ReadonlyMap<number, readonly string[]>,
    {
      api,
      store,
      evidence,
      say,
    }: { api: PublicApi; store: ElementStore; evidence: Evidence; say: (text: string) => void },
  ) {
    this.#network = network
    this.#api = api
    this.#store = store
    this.#evidence = evidence
    this.#say = say
    this.hint = createRegistryHint(api, network.name)
    this.#chains = new Map(
      network.chains
        // A consensus has no logs of contracts.
        .filter(({ consensus }) => consensus === undefined)
        .map((chain) => {
          const view = new ChainView(chain, endpoints.get(chain.id) ?? chain.endpoints)
          return [chain.id, { view, contracts: new Contracts(network, chain.id) }] as const
        }),
    )
  }

  /**
   * The newest block of each chain that is final by the API and by every endpoint: so the owner of the API has that population too.
   * @throws Unavailable `UNAVAILABLE_API`, `UNAVAILABLE_RPC`
   */
  async readCutOff(): Promise<CutOff[]> {
    const { heads } = await this.#api.ask(Heads, HEADS, { network: this.#network.name })
    const cuts: CutOff[] = []
    for (const { chainId, finality } of heads) {
      const chain = this.#chains.get(chainId)
      if (!chain) continue
      const toBlock = Math.min(finality.number, await chain.view.finalizedNumber())
      if (toBlock >= 0) cuts.push({ chainId, toBlock })
    }
    return cuts.sort((a, b) => a.chainId - b.chainId)
  }

  /**
   * As readPopulation of one's own index. Only whole networks and nodes: who settled is not read here.
   * @throws NotCheckable `UNSUPPORTED_POPULATION`; as ChainView does
   */
  async readPopulation(statement: Statement, scope: Scope, chains: readonly CutOff[]): Promise<Population> {
    if (scope.kind === 'relayer')
      throw new NotCheckable('UNSUPPORTED_POPULATION', 'what one relayer settled is not told apart here')
    const rows: KeptRow[] = []
    for (const source of SOURCES_OF[statement]) {
      for (const cut of chains) await this.#reach(source, cut)
      rows.push(...(await this.#store.list(source, chains)))
    }
    const node = scope.kind === 'node' ? toBytes(scope.node) : undefined
    const asked = rows.filter((row) => !node || row.node?.equals(node))
    const { inside, outside } = split(statement, asked)
    return toPopulation(
      inside,
      outside.reduce((sum, row) => sum + countOf(row), 0),
    )
  }

  /** @throws as Evidence.getLog does, but for what the judges meet again themselves */
  async findSubject(element: Element, statement: Statement): Promise<DueSubject> {
    const { record, block } = await this.#evidence.getLog(element)
    const place = { ...element, id: elementId(element), blockTime: new Date(block.timestamp * 1000) }
    // Read from the chain here: there is nothing that another one said of it.
    const node = element.leafIndex === null ? nodeOf(record) : await this.#findLeafNode(element)
    return { ...place, node, stated: {}, due: [{ statement, tries: 0, held: false }] }
  }

  async findHeights(chainId: number): Promise<Heights | undefined> {
    const chain = this.#chains.get(chainId)
    if (!chain) return undefined
    const finalized = await chain.view.finalizedNumber()
    const head = z
      .string()
      .transform(Number)
      .parse(await chain.view.ask('eth_blockNumber', []))
    return { head, finalized }
  }

  async #findLeafNode(element: Element): Promise<Hex | null> {
    try {
      return (await this.#evidence.getHandOff(element, element.leafIndex)).teeId
    } catch (error) {
      // A batch that cannot be had or rebuilt: its judge says so.
      if (error instanceof CodedError) return null
      throw error
    }
  }

  /** Reads every block up to the cut-off that was not read for this source. */
  async #reach(source: Source, { chainId, toBlock }: CutOff): Promise<void> {
    const chain = this.#chains.get(chainId)
    if (!chain) return
    const { view, contracts } = chain
    const list = createListHint(this.#api, this.#network.name, LISTS[source])
    const stride = new Stride()
    let from = Math.max((await this.#store.reached(chainId, source)) + 1, contracts.fromBlock)
    while (from <= toBlock) {
      const end = stride.endOf(from, toBlock)
      const said = await stride.over(from, end, () =>
        view.listBlocksWithLogs(from, end, contracts.addresses, topicsOfSource(source)),
      )
      if (!said) continue
      const listed = new Set(await list(chainId, from, end))
      const found = []
      for (const number of [...new Set([...said, ...listed])].sort((a, b) => a - b)) {
        const logs = listElementLogs(await view.getBlockAt(number), source, contracts)
        if (logs.length > 0 && !listed.has(number))
          this.#say(`block ${number} of chain ${chainId} holds a ${source} that the API does not list`)
        found.push(...logs)
      }
      await this.#store.keep(chainId, source, end, found)
      from = end + 1
    }
  }
}

/** The logs that a statement is about, and those of it that nobody can check again. */
function split(
  statement: Statement,
  rows: readonly KeptRow[],
): { readonly inside: readonly KeptRow[]; readonly outside: readonly KeptRow[] } {
  const isHandOff = ({ evidence }: KeptRow) => evidence === 'tee_signature'
  switch (statement) {
    case 'settlement_included': {
      const batches = rows.filter(({ leaves }) => leaves !== null)
      const each = batches.map((row) => ({ ...row, kind: 'settlement' as const, leaves: null }))
      return { inside: [...each, ...rows], outside: [] }
    }
    case 'proof_valid':
      return { inside: rows.filter(({ evidence }) => evidence !== 'onnx-replay'), outside: [] }
    case 'claim_shown':
    case 'predicate_met':
      return { inside: rows.filter(({ evidence }) => evidence === 'risc0'), outside: [] }
    case 'output_reproduced':
      return { inside: rows.filter((row) => !isHandOff(row)), outside: rows.filter(isHandOff) }
    default:
      return { inside: rows, outside: [] }
  }
}
