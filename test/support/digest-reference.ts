// A second implementation of docs/formats/digest.md, written from the document alone: it shares no code with src.
import keccak from 'keccak'

interface Log {
  address: string
  topics: readonly string[]
  data: string
  transactionIndex: number
  logIndex: number
}
interface Transaction {
  index: number
  hash: string
  call: { to: string | null; input: string } | null
}
interface FormLike {
  addresses: readonly string[]
  topics: readonly (readonly string[] | null)[]
}
interface SourceLike extends FormLike {
  callsOf: 'all' | readonly string[]
  beside?: FormLike
  fromBlock: number
  toBlock: number | null
}

const number = (value: number | bigint, bytes: number) =>
  BigInt(value)
    .toString(16)
    .padStart(bytes * 2, '0')
const plain = (hex: string) => hex.slice(2)
const sized = (hex: string) => number(plain(hex).length / 2, 4) + plain(hex)
const hash = (hex: string) => `0x${keccak('keccak256').update(Buffer.from(hex, 'hex')).digest('hex')}`

export const referenceSeed = (chainId: number | bigint, sourceSetHash: string) =>
  hash(number(chainId, 32) + plain(sourceSetHash))

export function referenceDigest(
  previous: string,
  block: { hash: string; logs: readonly Log[]; transactions: readonly Transaction[] },
): string {
  let hex = plain(previous) + plain(block.hash) + number(block.logs.length, 4)
  for (const log of block.logs)
    hex += `${plain(log.address)}${number(log.topics.length, 1)}${log.topics.map(plain).join('')}${sized(log.data)}${number(log.transactionIndex, 4)}${number(log.logIndex, 4)}`
  hex += number(block.transactions.length, 4)
  for (const { index, hash: name, call } of block.transactions) {
    hex += number(index, 4) + plain(name)
    if (call === null) hex += '00'
    else if (call.to === null) hex += `02${sized(call.input)}`
    else hex += `01${plain(call.to)}${sized(call.input)}`
  }
  return hash(hex)
}

export function referenceSourceSetHash(sources: readonly SourceLike[]): string {
  const list = (values: readonly string[]) => {
    const distinct = [...new Set(values.map(plain))].sort()
    return number(distinct.length, 4) + distinct.join('')
  }
  const maybe = (values: readonly string[] | null) => (values ? `01${list(values)}` : '00')
  const form = ({ addresses, topics }: FormLike) => {
    const positions = [...topics]
    while (positions.length && positions.at(-1) === null) positions.pop()
    return `${list(addresses)}${number(positions.length, 1)}${positions.map(maybe).join('')}`
  }
  const encoded = sources.map((source) => {
    const end = source.toBlock === null ? 2n ** 64n - 1n : source.toBlock
    const calls = source.callsOf === 'all' ? '00' : maybe(source.callsOf)
    return `${number(source.fromBlock, 8)}${number(end, 8)}${form(source)}${calls}${source.beside ? `01${form(source.beside)}` : ''}`
  })
  const distinct = [...new Set(encoded)].sort()
  return hash(number(distinct.length, 4) + distinct.join(''))
}
