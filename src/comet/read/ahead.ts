/** The same values, each asked for while the one before is used. What goes wrong with one is told when its turn comes. */
export async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = source.next()
      // Heard when its turn comes; until then a failure must not count as unhandled.
      next.catch(() => {})
      yield value
    }
  } finally {
    // Not waited for: what is still being asked for is nobody's any more.
    source.return(undefined).catch(() => {})
  }
}
