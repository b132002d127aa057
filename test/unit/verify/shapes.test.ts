import { describe, it } from 'vitest'
import { decodeNitro } from '../../../src/claim/nitro.ts'
import { joinFixed, listBytes, listFields, listInts } from '../../../src/claim/protobuf.ts'
import { encodeCbor } from '../../support/cbor-writer.ts'
import { expectCode } from '../../support/codes.ts'

const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex')

describe('fields of a protobuf message', () => {
  it.each<[string, () => unknown]>([
    ['bytes where a number stands', () => listBytes(listFields(hex('08 01')), 1)],
    ['a number where four bytes stand', () => listInts(listFields(hex('0d 00000000')), 1)],
    ['fixed width where a number stands', () => joinFixed(listFields(hex('08 01')), 1)],
    ['a packed number without end', () => listInts(listFields(hex('0a 01 80')), 1)],
    ['a packed number of eleven bytes', () => listInts(listFields(hex(`0a 0b ${'80'.repeat(10)}01`)), 1)],
  ])('refuses to read %s', (_name, read) => expectCode(read, 'REJECTED_PROTOBUF'))
})

describe('the envelope of a Nitro document', () => {
  const header = encodeCbor(new Map([[1, -35]]))
  it.each<[string, unknown[]]>([
    ['a payload that is no byte string', [header, new Map(), 'text', Buffer.alloc(96)]],
    ['a header that is no byte string', ['text', new Map(), Buffer.alloc(1), Buffer.alloc(96)]],
    ['a signature of another length', [header, new Map(), Buffer.alloc(1), Buffer.alloc(95)]],
  ])('refuses %s', (_name, parts) => expectCode(() => decodeNitro(encodeCbor(parts)), 'REJECTED_NITRO_COSE'))
})
