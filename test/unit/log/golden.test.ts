import { expect, test } from 'vitest'
import { encodeEvidenceList, parseEvidenceList } from '../../../reference-node/evidence/evidence-list.ts'
import { parseBody } from '../../../reference-node/log/bodies.ts'
import { openBundle, sealBundle } from '../../../reference-node/log/bundle.ts'
import { acceptHandover, verifyHandover } from '../../../reference-node/log/handover.ts'
import { Address, Hex, hashOf } from '../../../src/claim/hex.ts'
import { sha256Bytes } from '../../../src/claim/sha256.ts'
import golden from '../../fixtures/log/evidence.json' with { type: 'json' }
import { expectCode } from '../../support/codes.ts'

const KEY = Hex(`0x${'01'.repeat(32)}`)
const NEXT = Hex(`0x${'02'.repeat(32)}`)

test('a list of evidence has the golden bytes, and another form is refused', async () => {
  const bytes = Buffer.from(golden.list)
  expect(hashOf(sha256Bytes(bytes))).toBe(golden.listHash)
  expect(Buffer.from(encodeEvidenceList(parseEvidenceList(bytes))).toString()).toBe(golden.list)
  for (const wrong of [
    { ...JSON.parse(golden.list), format: 'assay-evidence/0' },
    { ...JSON.parse(golden.list), more: 1 },
    { ...JSON.parse(golden.list), files: { '../network.json': golden.listHash } },
    { ...JSON.parse(golden.list), network: '../devnet' },
  ])
    await expectCode(() => parseEvidenceList(Buffer.from(JSON.stringify(wrong))), 'EVIDENCE_FORM')
})

test('a verdict that names it has the golden bytes', async () => {
  const { kind, body, origin, time } = await openBundle(Buffer.from(golden.bundle))
  expect(parseBody('verdict', body).evidence).toBe(golden.listHash)
  const sealed = await sealBundle({ kind, origin, time, body }, KEY)
  expect([Buffer.from(sealed.bytes).toString(), sealed.hash]).toEqual([golden.bundle, golden.bundleHash])
})

test('a handover has the golden acceptance, and holds for no other', async () => {
  const { origin, logKey, acceptance } = golden.handover
  const [from, to] = [Address(golden.handover.from), Address(golden.handover.to)]
  const handover = { origin, from, to, logKey }
  expect(await acceptHandover(handover, NEXT)).toBe(acceptance)
  await verifyHandover(handover, Hex(acceptance))
  for (const change of [{ origin: 'watchdog.example/b' }, { from: to }, { to: from }, { logKey: 'x' }])
    await expectCode(() => verifyHandover({ ...handover, ...change }, Hex(acceptance)), 'LOG_HANDOVER')
})
