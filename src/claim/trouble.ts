/** Other code than network.json lists runs behind a proxy. The index goes on; what its events mean may have changed. */
export const IMPLEMENTATION_UNLISTED = 'IMPLEMENTATION_UNLISTED'

/** A trace, or the registry's state, says something else than was read of the same transaction. The index goes on. */
export const TRACE_DIFFERS = 'TRACE_DIFFERS'

/** Troubles of a chain that do not hold its index up: they are shown, and make nothing unready. */
export const WARNINGS: readonly string[] = [IMPLEMENTATION_UNLISTED, TRACE_DIFFERS]
