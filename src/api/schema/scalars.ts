import {
  GraphQLError,
  type GraphQLSchema,
  isScalarType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'

type Parse = (text: string) => string | number | undefined

// Each gives the canonical value, or undefined when the text is not one. What comes in is a stranger's.
const PARSERS: Record<string, Parse> = {
  BigInt: (text) => (/^-?\d{1,100}$/.test(text) ? text : undefined),
  Bytes: (text) => (/^0x([0-9a-f]{2}){0,4096}$/i.test(text) ? text.toLowerCase() : undefined),
  ChainId: (text) =>
    /^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined,
  Date: (text) => (isDay(text) ? text : undefined),
  DateTime: (text) => {
    const match = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text)
    if (!match?.[1] || !isDay(match[1])) return undefined
    const zoned = match[2] && !match[5] ? `${text}Z` : text
    return Number.isNaN(Date.parse(zoned)) ? undefined : match[2] ? zoned : `${text}T00:00:00Z`
  },
}

/** Scalars that a query may write as a number without quotes. */
const NUMBERS = new Set(['BigInt', 'ChainId'])

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001') return false
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}

/** Gives the schema's own scalars their checks of input. Output is what the database gave and goes out as it is. */
export function installScalars(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    const parse = PARSERS[type.name]
    if (!isScalarType(type) || !parse) continue
    type.parseValue = (value) => checked(type.name, parse, value)
    type.parseLiteral = (node: ValueNode) => {
      if (node.kind === Kind.STRING || (node.kind === Kind.INT && NUMBERS.has(type.name)))
        return checked(type.name, parse, node.value)
      return checked(type.name, parse, valueFromASTUntyped(node))
    }
  }
}

function checked(name: string, parse: Parse, value: unknown): string | number | null {
  // A template of text writes an absent time so: what the API gave is accepted back.
  if (name === 'DateTime' && value === 'null') return null
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  const parsed = typeof text === 'string' ? parse(text) : undefined
  if (parsed !== undefined) return parsed
  const shown = JSON.stringify(value)?.slice(0, 80)
  throw new GraphQLError(`${shown} is not a ${name}`, { extensions: { code: 'BAD_USER_INPUT' } })
}
