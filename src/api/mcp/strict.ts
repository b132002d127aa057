import { z } from 'zod'
import { didYouMean } from '../http/parameters.ts'

/** An object of arguments that refuses those it does not know, and says which it does. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape)
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined
      const said = (issue.keys as readonly string[])
        .slice(0, 5)
        .map((key) => `unknown argument ${key.slice(0, 80)}${didYouMean(key, known)}`)
      return `BAD_USER_INPUT: ${said.join('; ')}; ${known.length ? `arguments are ${known.join(', ')}` : 'there are no arguments'}`
    },
  })
}
