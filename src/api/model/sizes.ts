/** Most rows that one list may be asked for. */
export const MAX_PAGE = 1000
/** Rows of a list at the root, and of one inside another, when no limit is given. */
export const DEFAULT_PAGE = 50
export const DEFAULT_NESTED_PAGE = 20

/** Most rows that are counted one by one. */
export const MOST_COUNTED = 100_000
