import { suggestionList } from 'graphql/jsutils/suggestionList.js'
import { badInput } from '../execute/errors.ts'

/**
 * The parameters of an address, each known and given once. `search` is what follows the path, with or without `?`.
 * `explain` says what an unknown one was meant for, where it can be told.
 * @throws GraphQLError `BAD_USER_INPUT` that names the parameter and the known one that it resembles.
 */
export function readParameters(
  search: string,
  known: readonly string[],
  explain: (name: string) => string | undefined = () => undefined,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(search)) {
    if (!known.includes(name))
      throw badInput(
        `unknown parameter ${name.slice(0, 80)}${didYouMean(name, known)}; ${explain(name) ?? `known are ${known.join(', ')}`}`,
      )
    if (found.has(name)) throw badInput(`${name} is given more than once`)
    found.set(name, value)
  }
  return found
}

/** ` (did you mean x?)` for the known name that resembles a given one most; empty when none does. */
export function didYouMean(given: string, known: readonly string[]): string {
  const [nearest] = suggestionList(given.slice(0, 80), known)
  return nearest === undefined ? '' : ` (did you mean ${nearest}?)`
}
