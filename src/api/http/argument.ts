import { type GraphQLArgument, getNamedType, getNullableType, isInputObjectType, isListType } from 'graphql'
import { badInput } from '../execute/errors.ts'

/**
 * The value of an argument as an address writes it: objects as JSON, lists of names with commas, `true` or `false`, whole numbers.
 * The engine checks it against the type.
 * @throws GraphQLError `BAD_USER_INPUT` for a text that is none of these.
 */
export function readArgument({ name, type }: Pick<GraphQLArgument, 'name' | 'type'>, text: string): unknown {
  const named = getNamedType(type)
  if (isInputObjectType(named)) return readJson(name, text)
  if (isListType(getNullableType(type))) return text.split(',')
  if (named.name === 'Int') {
    if (!/^-?\d{1,10}$/.test(text)) throw badInput(`${name} is not a whole number`)
    return Number(text)
  }
  if (named.name !== 'Boolean') return text
  if (text !== 'true' && text !== 'false') throw badInput(`${name} is true or false`)
  return text === 'true'
}

function readJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badInput(`${name} is not JSON`)
  }
}
