import { decodeBase64 } from '../../../src/claim/base64.ts'
import { NotCheckable } from '../../../src/claim/errors.ts'
import {
  at,
  isJsonObject,
  type Json,
  type JsonLimits,
  type JsonObject,
  parseStrictJson,
} from '../../../src/claim/strict-json.ts'

/** Other forms by members that only they have; the words end the sentence "read here is snarkjs' JSON, and this looks like". */
const FORMS: readonly (readonly [form: string, members: readonly string[]])[] = [
  ['a proof of gnark', ['Ar', 'Bs', 'Krs']],
  ['a PLONK proof of gnark', ['LRO', 'Z', 'H']],
  ['a proof of ZoKrates', ['scheme', 'proof', 'inputs']],
  ['a proof of ZoKrates', ['proof', 'inputs']],
  ['a key of ZoKrates', ['scheme', 'alpha', 'beta', 'gamma', 'delta']],
  ['a proof of PHGR13, which snarkjs named "original"', ['pi_a', 'pi_ap', 'pi_b', 'pi_bp']],
  ['a PLONK proof of snarkjs before 0.7', ['eval_a', 'eval_r']],
  ['a proof with the members a, b and c, as arkworks and bellman name them', ['a', 'b', 'c']],
]

/** Lengths of three points of Groth16, A and C of G1 and B of G2, compressed and not. */
const BINARY: ReadonlyMap<number, string> = new Map([
  [128, 'three compressed points of bn128'],
  [256, 'three points of bn128'],
  [192, 'three compressed points of bls12381'],
  [384, 'three points of bls12381'],
])

/**
 * The JSON of a file of snarkjs in the spellings that can be taken for nothing else: the text itself, with a byte order mark or
 * without, inside a JSON text, as hexadecimal with 0x or without, as base64 or base64url; and its field elements in decimal or
 * hexadecimal.
 * @throws NotCheckable UNKNOWN_PROOF_FORM for anything that is no JSON at all; what parseStrictJson throws
 */
export function readSnarkJson(file: Uint8Array, limits: JsonLimits): Json {
  return unifyNumbers(readSpelled(file, limits))
}

/**
 * The same with its numbers as they stand.
 * @throws what readSnarkJson throws
 */
export function readSpelled(file: Uint8Array, limits: JsonLimits): Json {
  if (file.length > 4 * limits.maxBytes) return parseStrictJson(file, limits)
  const json = parseStrictJson(decodeText(file), limits)
  return typeof json === 'string' ? parseStrictJson(decodeText(Buffer.from(json, 'utf8')), limits) : json
}

/** The object that a file of snarkjs is, and the public signals beside it where `{proof, publicSignals}` wraps a proof. */
export function unwrap(json: Json, what: string): { json: JsonObject; publicSignals?: Json } {
  if (!isJsonObject(json)) throw unknownForm(`${what} is ${Array.isArray(json) ? 'a list' : 'no object'}`)
  const { proof, publicSignals, ...rest } = json
  if (isJsonObject(proof) && publicSignals !== undefined && Object.keys(rest).length === 0)
    return { json: proof, publicSignals }
  const [form] = FORMS.find(([, members]) => members.every((member) => at(json, member) !== undefined)) ?? []
  if (form !== undefined) throw unknownForm(`this looks like ${form}`)
  return { json }
}

export function unknownForm(seen: string): NotCheckable {
  return new NotCheckable('UNKNOWN_PROOF_FORM', `read here is snarkjs’ JSON, and ${seen}`)
}

/**
 * Returns for a number as snarkjs writes it, whole and in decimal, and where nothing stands: whether it is one that may stand there is
 * another matter. In another spelling nothing here says which number it is.
 * @throws NotCheckable UNKNOWN_PROOF_FORM
 */
export function assertDecimal(
  value: Json | undefined,
  what: string,
): asserts value is string | null | undefined {
  if (value === undefined || value === null) return
  if (typeof value === 'number') throw unknownForm(`${what} is a JSON number`)
  if (typeof value !== 'string' || !/^-?(0|[1-9]\d*)$/.test(value))
    throw unknownForm(`${what} is ${JSON.stringify(value).slice(0, 60)}, and no whole decimal number`)
}

/** A file's text out of its hexadecimal or base64; its own bytes where it starts as JSON does, or holds nothing. */
function decodeText(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim()
  if (/^\[\s*"?(0x|\d)[^\]]*\]\s*,?\s*\[/.test(text))
    throw unknownForm(
      'this looks like the arguments of a contract’s call, as `snarkjs generatecall` prints them',
    )
  if (text === '' || /^[{["]/.test(text)) return bytes
  const digits = /^(?:0x)?((?:[0-9a-f]{2})+)$/i.exec(text)?.[1]
  const decoded = digits !== undefined ? Buffer.from(digits, 'hex') : decodeBase64(text.replace(/\s/g, ''))
  if (decoded && /^\uFEFF?\s*[{[]/.test(Buffer.from(decoded.subarray(0, 64)).toString('utf8'))) return decoded
  const length = digits !== undefined ? digits.length / 2 : bytes.length
  const guess = BINARY.get(length)
  throw unknownForm(`these are ${length} bytes that are no JSON${guess ? `, as many as ${guess} have` : ''}`)
}

/**
 * The same with every number in decimal. Digits without 0x are hexadecimal where the file has a letter among 64 or 96 of them,
 * and no text of another kind of number: then all of that length are.
 */
function unifyNumbers(json: Json): Json {
  const texts = listTexts(json)
  const width = [64, 96].find((digits) =>
    texts.some((text) => isBareHex(text, digits) && /[a-f]/i.test(text)),
  )
  const areBare =
    width !== undefined && texts.every((text) => isBareHex(text, width) || !/^\d{2,}$/.test(text))
  const convert = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(convert)
    if (isJsonObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, convert(each)]))
    if (typeof value !== 'string') return value
    if (/^0x[0-9a-f]{1,120}$/i.test(value)) return BigInt(value).toString()
    return areBare && isBareHex(value, width) ? BigInt(`0x${value}`).toString() : value
  }
  return convert(json)
}

function listTexts(json: Json): string[] {
  if (typeof json === 'string') return [json]
  if (Array.isArray(json)) return json.flatMap(listTexts)
  return isJsonObject(json) ? Object.values(json).flatMap(listTexts) : []
}

function isBareHex(text: string, digits: number): boolean {
  return new RegExp(`^[0-9a-f]{${digits}}$`, 'i').test(text)
}
