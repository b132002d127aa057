import type { DemoState, OpenWork } from './state.ts'

// With one slot an epoch the local chain calls every block but the newest two final.
const FINAL_BEHIND = 2

/**
 * Whether nothing can be missing any more: every block of every chain is indexed and final as far as it will be, every batch fetched or
 * given up on, every statement about a finalized subject answered, and what only endpoints tell of nodes asked for. `others`: how many
 * chains the world has beside the first.
 */
export function isComplete(
  state: Pick<DemoState, 'head' | 'indexed' | 'finalized' | 'others'>,
  { unarchived, pending, unasked }: OpenWork,
  { blocks, others }: { readonly blocks: number; readonly others: number },
): boolean {
  const settled = state.head === state.indexed && state.finalized >= state.head - FINAL_BEHIND
  const followed = state.others.length === others && state.others.every((height) => height >= blocks)
  return settled && followed && state.indexed >= blocks && unarchived + pending + unasked === 0
}
