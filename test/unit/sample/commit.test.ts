import { expect, test } from 'vitest'
import { planSample } from '../../../reference-node/sample/commit.ts'
import { Hash32 } from '../../../src/claim/hex.ts'
import type { Pool } from '../../../src/platform/database.ts'
import { getNetwork } from '../../../src/platform/network.ts'
import { codeOf } from '../../support/codes.ts'

const ASKED = new Error('the database was asked')
const pool = { query: () => Promise.reject(ASKED) } as unknown as Pool
const node = { kind: 'node', node: Hash32(`0x${'11'.repeat(32)}`) } as const

test('what relayers settle is sampled of a relayer or a network, and never of a node that it only names', async () => {
  const network = await getNetwork('networks', 'opengradient-testnet')
  const plan = { count: 5, now: 0, leadSeconds: 300, outcomeSeconds: 300 }
  for (const statement of ['hand_off_signed', 'settlement_included'] as const) {
    expect(await codeOf(() => planSample(pool, network, { ...plan, statement, scope: node }))).toBe(
      'SAMPLE_SCOPE',
    )
    const whole = planSample(pool, network, { ...plan, statement, scope: { kind: 'network' } })
    await expect(whole).rejects.toBe(ASKED)
  }
  const own = planSample(pool, network, { ...plan, statement: 'proof_valid', scope: node })
  await expect(own).rejects.toBe(ASKED)
})
