import type { AbiParameter, AbiParameterToPrimitiveType, ParseAbiItem } from 'viem'
import { decodeAbiParameters, parseAbiItem, toEventSelector, toFunctionSelector } from 'viem/utils'
import type { Hash32, Hex } from '../../claim/hex.ts'
import { createWordReader, decodeText, isWord, type WordReader } from './abi-words.ts'
import type { ChainLog } from './decoder.ts'

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
/** The arguments of an event by name, as declared. */
export type LogArguments<S extends string> = Named<Inputs<S>>

type Named<I extends readonly AbiParameter[]> = {
  readonly [P in I[number] as P['name'] & string]: Value<P>
}

export interface LogDeclaration<S extends string> {
  readonly name: string
  readonly topic: Hash32
  /** @throws RangeError or TypeError on anything that Solidity would not have written */
  decode(log: Pick<ChainLog, 'topics' | 'data'>): Named<Inputs<S>>
}

/**
 * An event as Solidity declares it: `event Name(type indexed name, …)`; its arguments are typed by name. Plain arguments
 * and tuples of them are cut straight out of the hexadecimal text; arrays go through viem.
 */
export function declareLog<const S extends `event ${string}`>(declaration: S): LogDeclaration<S> {
  const item = parseAbiItem(declaration as string) as { name: string; inputs: readonly Parameter[] }
  const inTopics = item.inputs.filter((each) => each.indexed).map(toIndexed)
  const readData = createReader(item.inputs.filter((each) => !each.indexed))
  return {
    name: item.name,
    topic: toEventSelector(item as never) as Hash32,
    decode({ topics, data }) {
      if (topics.length !== inTopics.length + 1)
        throw new RangeError(`${topics.length} topics, expected ${inTopics.length + 1}`)
      const values = readData(data, 2)
      for (let index = 0; index < inTopics.length; index++) {
        const { name, read } = inTopics[index] as Indexed
        values[name] = read((topics[index + 1] as Hash32).slice(2))
      }
      return values as Named<Inputs<S>>
    },
  }
}

export interface CallDeclaration<S extends string> {
  readonly selector: Hex
  /** The arguments; undefined when `input` calls something else or does not decode. */
  find(input: Hex): Named<Inputs<S>> | undefined
  /**
   * The arguments of every such call that stands anywhere in `input`, in order: accounts, multicalls and constructors
   * carry the calls that they make. Whoever wrote `input` may have put others there, so each must prove itself. At most
   * 256 places are looked at; `complete` says whether there are no more. `isOurs` tells by the digits behind a selector whether a
   * place counts, so that other bytes behind it, and calls of others in one large batch, hide none.
   */
  findAll(
    input: Hex,
    isOurs?: PlaceTest,
  ): { readonly found: readonly Named<Inputs<S>>[]; readonly complete: boolean }
}

const MAX_PLACES = 256

/** A function as Solidity declares it: `function name(type name, …)`. */
export function declareCall<const S extends `function ${string}`>(declaration: S): CallDeclaration<S> {
  const item = parseAbiItem(declaration as string) as { inputs: readonly Parameter[] }
  const selector = toFunctionSelector(item as never)
  const read = createReader(item.inputs)
  const readAt = (input: Hex, start: number) => {
    try {
      return read(input, start) as Named<Inputs<S>>
    } catch {
      // A stranger may call with anything behind the selector; what was not understood is not an argument.
      return undefined
    }
  }
  return {
    selector,
    find: (input) => (input.startsWith(selector) ? readAt(input, 10) : undefined),
    findAll: (input, isOurs) => {
      const places = listPlaces(input, selector.slice(2), isOurs)
      const found = places.map((place) => readAt(input, place + 8)).filter((call) => call !== undefined)
      return { found, complete: places.length < MAX_PLACES }
    },
  }
}

/** Whether arguments that begin at a digit of a hexadecimal text may be those that are looked for. */
export type PlaceTest = (input: Hex, start: number) => boolean

/** Where a selector's eight digits begin in a hexadecimal text, at whole bytes: at most 256 places that pass the test. */
export function listPlaces(input: Hex, digits: string, isOurs: PlaceTest = () => true): number[] {
  const places: number[] = []
  for (let at = input.indexOf(digits, 2); at >= 0; at = input.indexOf(digits, at + 1)) {
    if (at % 2 === 0 && isOurs(input, at + digits.length)) places.push(at)
    if (places.length === MAX_PLACES) break
  }
  return places
}

interface Parameter {
  readonly name: string
  readonly type: string
  /** Of a tuple. */
  readonly components?: readonly Parameter[]
  readonly indexed?: boolean
}

interface Indexed {
  readonly name: string
  readonly read: WordReader
}

// What does not fill a word stands in its topic as a hash.
function toIndexed({ name, type }: Parameter): Indexed {
  return { name, read: createWordReader(isWord(type) ? type : 'bytes32') }
}

/** Reads the arguments that begin at a digit of a hexadecimal text. */
type ArgumentReader = (hex: string, start: number) => Record<string, unknown>

function createReader(parameters: readonly Parameter[]): ArgumentReader {
  if (!parameters.every(isPlain)) return (hex, start) => readByViem(parameters, hex, start)
  const readers = parameters.map(({ name, type, components = [] }) => ({
    name,
    type,
    read: isWord(type) ? createWordReader(type) : undefined,
    readTuple: type === 'tuple' ? createReader(components) : undefined,
  }))
  return (hex, start) => {
    const values: Record<string, unknown> = {}
    let at = start
    for (const { name, type, read, readTuple } of readers) {
      const word = hex.slice(at, at + 64)
      if (read) values[name] = read(word)
      else if (readTuple) values[name] = readTuple(hex, start + 2 * toLength(word))
      else values[name] = decodeDynamic(type, word, hex, start)
      at += 64
    }
    return values
  }
}

/** Whether it is a word, text or bytes, or a tuple of these that is pointed at since it holds text or bytes. */
function isPlain({ type, components = [] }: Parameter): boolean {
  if (type !== 'tuple') return isWord(type) || isDynamic(type)
  return components.every(isPlain) && components.some((each) => !isWord(each.type))
}

function isDynamic(type: string): boolean {
  return type === 'bytes' || type === 'string'
}

function readByViem(parameters: readonly Parameter[], hex: string, start: number): Record<string, unknown> {
  // Of a text, viem makes bytes digit by digit, for each call that may stand in an input.
  const bytes = Buffer.from(hex.slice(start), 'hex')
  const decoded = decodeAbiParameters(parameters as readonly AbiParameter[], bytes)
  return Object.fromEntries(parameters.map(({ name }, index) => [name, decoded[index]]))
}

function decodeDynamic(type: string, pointer: string, hex: string, start: number): string {
  const at = start + 2 * toLength(pointer)
  const length = toLength(hex.slice(at, at + 64))
  const content = hex.slice(at + 64, at + 64 + 2 * length)
  if (content.length !== 2 * length) throw new RangeError(`${length} bytes promised, fewer follow`)
  return type === 'string' ? decodeText(content) : `0x${content}`
}

/**
 * What a word counts in bytes.
 * @throws RangeError where it is none: no log or call is longer than 2^32 bytes, and a larger number is a pointer to nowhere
 */
export function toLength(word: string): number {
  if (word.length !== 64 || !/^0{56}/.test(word)) throw new RangeError('a length or pointer out of bounds')
  return Number.parseInt(word.slice(56), 16)
}
