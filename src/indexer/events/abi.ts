import {
  type AbiParameter,
  type AbiParameterToPrimitiveType,
  decodeAbiParameters,
  type ParseAbiItem,
  parseAbiItem,
  toEventSelector,
  toFunctionSelector,
} from 'viem'
import type { Hash32, Hex } from '../../claim/hex.ts'
import type { ChainLog } from '../event.ts'
import { decodeText, decodeWord, isWord } from './words.ts'

type Inputs<S extends string> =
  ParseAbiItem<S> extends {
    readonly inputs: infer I extends readonly AbiParameter[]
  }
    ? I
    : never
// An indexed text or bytes stands in its topic as a hash alone.
type Value<P> = P extends { readonly type: 'string' | 'bytes'; readonly indexed: true }
  ? Hex
  : P extends AbiParameter
    ? AbiParameterToPrimitiveType<P>
    : never
type Named<I extends readonly AbiParameter[]> = {
  readonly [P in I[number] as P['name'] & string]: Value<P>
}

export interface LogDeclaration<S extends string> {
  readonly name: string
  readonly topic: Hash32
  /** Throws RangeError or TypeError on anything that Solidity would not have written. */
  decode(log: Pick<ChainLog, 'topics' | 'data'>): Named<Inputs<S>>
}

/**
 * An event as Solidity declares it: `event Name(type indexed name, …)`; its arguments are typed by name. Plain arguments
 * are cut straight out of the hexadecimal text; tuples and arrays go through viem.
 */
export function declareLog<const S extends `event ${string}`>(declaration: S): LogDeclaration<S> {
  const item = parseAbiItem(declaration as string) as { name: string; inputs: readonly Parameter[] }
  const inTopics = item.inputs.filter((each) => each.indexed)
  const inData = item.inputs.filter((each) => !each.indexed)
  return {
    name: item.name,
    topic: toEventSelector(item as never) as Hash32,
    decode({ topics, data }) {
      if (topics.length !== inTopics.length + 1)
        throw new RangeError(`${topics.length} topics, expected ${inTopics.length + 1}`)
      const values = decodeArguments(inData, data, 2)
      for (const [index, parameter] of inTopics.entries()) {
        const topic = (topics[index + 1] as Hash32).slice(2)
        values[parameter.name] = isWord(parameter.type) ? decodeWord(parameter.type, topic) : `0x${topic}`
      }
      return values as Named<Inputs<S>>
    },
  }
}

export interface CallDeclaration<S extends string> {
  readonly selector: Hex
  /** The arguments; undefined when `input` calls something else or does not decode. */
  find(input: Hex): Named<Inputs<S>> | undefined
}

/** A function as Solidity declares it: `function name(type name, …)`. */
export function declareCall<const S extends `function ${string}`>(declaration: S): CallDeclaration<S> {
  const item = parseAbiItem(declaration as string) as { inputs: readonly Parameter[] }
  const selector = toFunctionSelector(item as never)
  return {
    selector,
    find(input) {
      if (!input.startsWith(selector)) return undefined
      try {
        return decodeArguments(item.inputs, input, 10) as Named<Inputs<S>>
      } catch {
        // A stranger may call with anything behind the selector; what was not understood is not an argument.
        return undefined
      }
    },
  }
}

interface Parameter {
  readonly name: string
  readonly type: string
  readonly indexed?: boolean
}

function decodeArguments(
  parameters: readonly Parameter[],
  hex: string,
  start: number,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  if (parameters.every(({ type }) => isWord(type) || type === 'bytes' || type === 'string')) {
    for (const [index, { name, type }] of parameters.entries()) {
      const word = hex.slice(start + 64 * index, start + 64 * (index + 1))
      values[name] = isWord(type) ? decodeWord(type, word) : decodeDynamic(type, word, hex, start)
    }
    return values
  }
  const decoded = decodeAbiParameters(parameters as readonly AbiParameter[], `0x${hex.slice(start)}`)
  for (const [index, { name }] of parameters.entries()) values[name] = decoded[index]
  return values
}

function decodeDynamic(type: string, pointer: string, hex: string, start: number): string {
  const at = start + 2 * toLength(pointer)
  const length = toLength(hex.slice(at, at + 64))
  const content = hex.slice(at + 64, at + 64 + 2 * length)
  if (content.length !== 2 * length) throw new RangeError(`${length} bytes promised, fewer follow`)
  return type === 'string' ? decodeText(content) : `0x${content}`
}

// No log or call is longer than 2^32 bytes; a larger number is a pointer to nowhere.
function toLength(word: string): number {
  if (word.length !== 64 || !/^0{56}/.test(word)) throw new RangeError('a length or pointer out of bounds')
  return Number.parseInt(word.slice(56), 16)
}
