import type { CutOff, Population } from '../../reference-node/sample/population.ts'
import type { Heights, SampledIndex } from '../../reference-node/sample/sampled-index.ts'
import type { Element } from '../../src/claim/sample/population.ts'

/** An index in memory: elements of any statement, and what nobody can check again, by chain. */
export class TestIndex implements SampledIndex {
  elements: readonly Element[] = []
  outside = new Map<number, number>()
  heights = new Map<number, Heights>()
  firstAt = 1_790_000_000

  async readCutOff(): Promise<CutOff[]> {
    return [...this.heights].map(([chainId, { finalized: toBlock }]) => ({ chainId, toBlock }))
  }

  async readPopulation(_statement: unknown, _scope: unknown, chains: readonly CutOff[]): Promise<Population> {
    const upTo = new Map(chains.map(({ chainId, toBlock }) => [chainId, toBlock]))
    const elements = this.elements.filter(({ chainId, block }) => block <= (upTo.get(chainId) ?? -1))
    const notRecomputable = chains.reduce((sum, { chainId }) => sum + (this.outside.get(chainId) ?? 0), 0)
    return { elements, notRecomputable, firstAt: elements.length ? this.firstAt : null }
  }

  async findSubject(): Promise<undefined> {}

  async findHeights(chainId: number): Promise<Heights | undefined> {
    return this.heights.get(chainId)
  }

  async hint(): Promise<number[]> {
    return []
  }
}
