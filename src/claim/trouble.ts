/** Other code than network.json lists runs behind a proxy. The index goes on; what its events mean may have changed. */
export const IMPLEMENTATION_UNLISTED = 'IMPLEMENTATION_UNLISTED'

/** Troubles of a chain that do not hold its index up: they are shown, and make nothing unready. */
export const WARNINGS: readonly string[] = [IMPLEMENTATION_UNLISTED]
