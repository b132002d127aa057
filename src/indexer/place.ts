/** Which index is meant: one chain of one network. Everything the indexer stores is kept apart by it. */
export interface Place {
  readonly network: string
  readonly chain: number
}
