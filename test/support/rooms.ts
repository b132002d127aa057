/** What each room may import of ours, besides itself. Anything not listed is an error. */
export const RULES: Record<string, readonly string[]> = {
  'src/claim': [],
  'src/chain': ['src/claim'],
  'src/market': ['src/claim'],
  'src/economics': ['src/claim'],
  'src/platform': ['src/claim'],
  'src/gateway': ['src/claim', 'src/chain', 'src/platform'],
  'src/indexer': ['src/claim', 'src/chain', 'src/market', 'src/platform', 'src/gateway'],
  // The consensus of a chain is one more reader of blocks: it writes by the indexer's store.
  'src/comet': ['src/claim', 'src/chain', 'src/platform', 'src/gateway', 'src/indexer'],
  // It reads what the indexer stored, and puts it back by the indexer's store.
  'src/lake': ['src/claim', 'src/platform', 'src/indexer'],
  'src/archiver': ['src/claim', 'src/chain', 'src/platform'],
  'src/keeper': ['src/claim', 'src/chain', 'src/platform', 'src/economics', 'src/gateway'],
  'src/api': ['src/claim', 'src/chain', 'src/platform', 'src/economics'],
  'reference-node': ['src/claim', 'src/chain', 'src/platform'],
  // What its market mints follows from the same emission and the same shares of work.
  devnet: ['src/claim', 'src/chain', 'src/market', 'src/platform', 'src/gateway'],
  // It reads the public API alone; what a browser checks by itself is what the reference node checks.
  dashboard: ['src/claim'],
  'src/cli': ['src/claim', 'src/platform', 'db'],
  db: ['src/claim', 'src/platform'],
}
