import { describe, expect, test } from 'vitest'
import { findPlatform } from '../../../src/claim/tee-platform.ts'
import { bindKeys, type DocumentChoices, makeDocument } from '../../support/nitro-authority.ts'

const KEY = Buffer.from('a signing key')
const LEAF = 'i-0340e0cb833504eb6-enc019c12d31f78864d.us-east-2.aws'
const found = (choices: Partial<DocumentChoices> = {}, isAws = true) => {
  const { document, root, at } = makeDocument({ userData: bindKeys(Buffer.from('tls'), KEY), ...choices })
  return findPlatform(document, { roots: [root], awsRoots: isAws ? [root] : [], at, signingKey: KEY })
}
const named = (subject: string) => ({ certificates: [{}, {}, {}, {}, { subject }] })

describe('the machine behind a registered document', () => {
  test('under AWS’ own root: its cloud, and the region that its certificates name', () =>
    expect(found(named(LEAF))).toEqual({
      platform: { kind: 'nitro', vendor: 'AWS Nitro', cloud: 'AWS', region: 'us-east-2' },
    }))
  test.each(['leaf', 'i-1.us-east-2.aws.example', 'us-east-2', 'i-1.nowhere.aws'])(
    'a certificate named %s names no region',
    (subject) => expect(found(named(subject))).toMatchObject({ platform: { cloud: 'AWS', region: null } }),
  )
  test('under another root: whoever holds its key, in no cloud that anything proves', () =>
    expect(found(named(LEAF), false)).toEqual({
      platform: { kind: 'nitro', vendor: 'Nitro documents under the root root', cloud: null, region: null },
    }))
  test('a document that binds another key is of another machine', () =>
    expect(found({ userData: bindKeys(Buffer.from('tls'), Buffer.from('another')) })).toEqual({
      platform: null,
      code: 'REJECTED_NITRO_KEY_BINDING',
    }))
  test('what does not prove itself says why, whatever its bytes are', () => {
    const { document, root, at } = makeDocument({ userData: bindKeys(Buffer.from('tls'), KEY) })
    const of = (bytes: Uint8Array | null, signingKey: Uint8Array | null = KEY) =>
      findPlatform(bytes, { roots: [root], awsRoots: [], at, signingKey })
    expect(of(Buffer.from('84', 'hex')).platform).toBeNull()
    expect(of(null)).toEqual({ platform: null, code: 'UNSUPPORTED_NITRO_SIZE' })
    expect(of(document, null)).toEqual({ platform: null, code: 'REJECTED_NITRO_KEY_BINDING' })
    const forged = Buffer.from(document)
    forged[forged.length - 100] = (forged.at(-100) ?? 0) ^ 1
    expect(of(forged).platform).toBeNull()
  })
})
