import { NotCheckable } from '../../claim/errors.ts'

/**
 * Asks all at once and gives the first result with which it is enough.
 * @throws AggregateError why those who failed did, when all have answered and it was not enough; NotCheckable instead when
 * more than half of all answer in a form that this version does not know
 */
export function untilEnough<W, T>(
  whom: readonly W[],
  ask: (one: W) => Promise<T>,
  isEnough: (result: T) => boolean,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const errors: unknown[] = []
    let waiting = whom.length
    const giveUp = () => {
      const unread = errors.filter((error) => error instanceof NotCheckable)
      if (unread.length * 2 > whom.length) reject(unread[0])
      else reject(new AggregateError(errors, 'all have answered, and it is not enough'))
    }
    for (const one of whom)
      ask(one)
        .then((result) => {
          if (isEnough(result)) resolve(result)
        })
        .catch((error: unknown) => errors.push(error))
        .finally(() => {
          if (--waiting === 0) giveUp()
        })
    if (!whom.length) giveUp()
  })
}
