import { expect, test } from 'vitest'
import { pick, useMoneyApi } from '../../support/money-api.ts'
import { GPU } from '../../support/money-world.ts'
import { measurementOf, TrustWorld } from '../../support/trust-world.ts'

const made: Record<string, string> = {}

async function seedTrust(url: string): Promise<void> {
  const world = await TrustWorld.open(url)
  const { query } = world
  try {
    made.approval = await world.decide(1, 1, true)
    const good = await world.register(2, 1)
    await world.judge(['registration', good.id], 'attestation_valid', 'verified')
    made.goodNode = good.node
    made.good = await world.claim(4, good.node)
    await world.judge(['claim', made.good], 'hand_off_signed', 'verified')
    made.split = await world.claim(4, good.node)
    await world.judge(['claim', made.split], 'hand_off_signed', 'verified')
    await world.judge(['claim', made.split], 'hand_off_signed', 'rejected', {
      code: 'REJECTED_PSS',
      by: 'two',
    })
    // Another image is approved through another contract, and its node's code is listed without a recipe.
    await world.decide(5, 4, true, Buffer.alloc(20, 0x11))
    const second = await world.register(6, 4)
    made.unread = await world.claim(7, second.node)
    // A third image is approved by nobody known, published by nobody, and revoked later.
    await world.decide(8, 9, true, null)
    const third = await world.register(9, 9)
    made.thirdNode = third.node
    await world.judge(['registration', third.id], 'attestation_valid', 'undecided', {
      code: 'MEASUREMENT_UNPUBLISHED',
    })
    made.before = await world.claim(10, third.node)
    await world.decide(11, 9, false)
    made.after = await world.claim(12, third.node)
    const stranger = await world.register(12, 1, { signing_key: Buffer.from('another key') })
    made.stranger = await world.claim(13, stranger.node)
    made.unregistered = await world.claim(13, `0x${'ab'.repeat(32)}`)
    made.bare = await world.claim(13, good.node, { evidence: 'none' })
    const key = Buffer.alloc(32, 5)
    await query('create table facts.model_published_trust partition of facts.model_published default')
    await world.fact('model_published', 13, { model: key, system: 'groth16', verification_key_hash: key })
    made.proof = await world.claim(14, good.node, {
      evidence: 'groth16',
      model: key,
      verification_key_hash: key,
    })
    await world.judge(['claim', made.proof], 'proof_valid', 'verified')
    made.otherKey = await world.claim(14, good.node, {
      evidence: 'groth16',
      model: key,
      verification_key_hash: Buffer.alloc(32, 6),
    })
  } finally {
    await world.close()
  }
}

const { ask } = useMoneyApi(seedTrust)

const LINK = 'name state says value code txHash blockNumber verdictNumber source'

async function chain(args: string): Promise<Record<string, unknown> | null> {
  const answer = await ask(
    `{ trustChain(${args}) { class claimId nodeId sentence links { ${LINK} } gpuAttested { state says code } measuredRuns { state says code }
        attestationAge { value reason unit class } approvalsChangedSince firstChangeAt } }`,
  )
  expect(JSON.stringify(answer.errors)).toBeUndefined()
  return pick(answer, 'data.trustChain') as Record<string, unknown> | null
}
const ofClaim = async (id: string | undefined) => (await chain(`claim: "money:${id}"`)) ?? {}

interface Shown {
  readonly name: string
  readonly state: string
  readonly code: string | null
}
const states = (found: Record<string, unknown>) =>
  Object.fromEntries(
    (found.links as Shown[]).map(({ name, state, code }) => [
      name,
      code === null || code === 'VERIFIED' ? state : `${state} ${code}`,
    ]),
  )

test('a node is named by an address as well as by 32 bytes', async () => {
  expect(await chain(`node: "money:31337-0x${'ee'.repeat(20)}"`)).toBeNull()
  expect(await chain(`node: "money:31337-0x${'ee'.repeat(32)}"`)).toBeNull()
})

test('every link of a good claim holds, each with what shows it', async () => {
  const found = await ofClaim(made.good)
  expect(states(found)).toEqual({
    SIGNATURE: 'VERIFIED',
    KEY: 'VERIFIED',
    REGISTRY_ENTRY: 'VERIFIED',
    ATTESTATION: 'VERIFIED',
    MEASUREMENT: 'VERIFIED',
    APPROVAL: 'VERIFIED',
    APPROVER: 'VERIFIED',
    SOURCE: 'VERIFIED',
    BUILD_RECIPE: 'VERIFIED',
    REPRODUCED: 'VERIFIED',
  })
  expect(found.sentence).toBe('Every link holds.')
  const of = (name: string) => (found.links as Shown[]).find((link) => link.name === name)
  expect(of('SIGNATURE')).toMatchObject({ verdictNumber: expect.stringMatching(/^\d+$/) })
  expect(of('MEASUREMENT')).toMatchObject({
    value: measurementOf(1),
    says: expect.stringMatching(/PCR0 is 0x0101/),
  })
  expect(of('APPROVER')).toMatchObject({ value: `0x${'fa'.repeat(20)}`, txHash: made.approval })
  expect(of('SOURCE')).toMatchObject({ value: 'https://code.example/gateway/1', source: 'test' })
  expect(found.attestationAge).toEqual({
    value: String(2 * 86_400),
    reason: null,
    unit: 'seconds',
    class: 'synthetic',
  })
})

test('the two questions: a proxy’s enclave attests no GPU, and what runs after the start is in no register', async () => {
  expect(await ofClaim(made.good)).toMatchObject({
    gpuAttested: {
      state: 'MISSING',
      code: 'NO_GPU_EVIDENCE',
      says: expect.stringMatching(/no GPU.*is a proxy/),
    },
    measuredRuns: {
      state: 'UNKNOWN',
      code: 'MEASURED_AT_START',
      says: expect.stringMatching(/built again from its source/),
    },
  })
  expect(await ofClaim(made.proof)).toMatchObject({
    gpuAttested: { state: 'MISSING', code: 'NOT_ATTESTED' },
    measuredRuns: { state: 'VERIFIED' },
    attestationAge: { value: null, reason: 'NOT_APPLICABLE' },
  })
})

test('what watchdogs disagree on, and what nobody looked at, is unknown', async () => {
  expect(states(await ofClaim(made.split)).SIGNATURE).toBe('UNKNOWN REJECTED_PSS')
  expect(states(await ofClaim(made.unread))).toMatchObject({
    SIGNATURE: 'UNKNOWN NOT_CHECKED',
    ATTESTATION: 'UNKNOWN NOT_CHECKED',
    APPROVER: 'UNKNOWN NOT_PROVED',
    SOURCE: 'VERIFIED',
    BUILD_RECIPE: 'MISSING NO_RECIPE',
    REPRODUCED: 'UNKNOWN NOT_REPRODUCED',
  })
})

test('approval counts as of the claim’s block: before a revocation, and after it', async () => {
  expect(states(await ofClaim(made.before))).toMatchObject({
    ATTESTATION: 'VERIFIED MEASUREMENT_UNPUBLISHED',
    APPROVAL: 'VERIFIED',
    APPROVER: 'UNKNOWN NOT_PROVED',
    SOURCE: 'MISSING MEASUREMENT_UNPUBLISHED',
  })
  const after = await ofClaim(made.after)
  expect(states(after)).toMatchObject({ APPROVAL: 'MISSING measurement_revoked', APPROVER: 'VERIFIED' })
  expect(after).toMatchObject({ approvalsChangedSince: 1, firstChangeAt: '2026-01-16T00:00:00.000000Z' })
})

test('a key that is not the node’s, a node that was never registered, a claim without evidence', async () => {
  expect(states(await ofClaim(made.stranger)).KEY).toBe('MISSING REJECTED_KEY_ID')
  expect(states(await ofClaim(made.unregistered))).toEqual({
    SIGNATURE: 'UNKNOWN NOT_CHECKED',
    KEY: 'MISSING REJECTED_NODE_UNKNOWN',
    REGISTRY_ENTRY: 'MISSING REJECTED_NODE_UNKNOWN',
  })
  expect(states(await ofClaim(made.bare))).toEqual({ SIGNATURE: 'MISSING NO_EVIDENCE' })
})

test('a proof leans on its key, as the network bound it to the model at that block', async () => {
  expect(states(await ofClaim(made.proof))).toEqual({
    PROOF: 'VERIFIED',
    VERIFICATION_KEY: 'VERIFIED',
    MODEL: 'VERIFIED',
    SOURCE: 'UNKNOWN KEY_UNPUBLISHED',
    SETUP: 'UNKNOWN KEY_UNPUBLISHED',
    REPRODUCED: 'UNKNOWN NOT_CHECKED',
  })
  expect(states(await ofClaim(made.otherKey)).VERIFICATION_KEY).toBe('MISSING KEY_DIFFERS')
})

test('a node leans on what its newest judged claim does; one that never signed on its registration alone', async () => {
  const good = await chain(`node: "money:31337-${made.goodNode}"`)
  expect(good).toMatchObject({ claimId: `money:${made.proof}`, nodeId: `money:31337-${made.goodNode}` })
  const third = (await chain(`node: "money:31337-${made.thirdNode}"`)) ?? {}
  expect(third.claimId).toBeNull()
  expect(states(third)).toMatchObject({
    SIGNATURE: 'UNKNOWN NOT_CHECKED',
    APPROVAL: 'MISSING measurement_revoked',
  })
})

test('no such claim or node is null; a question that is none is refused', async () => {
  expect(await chain('claim: "money:31337-1-0"')).toBeNull()
  expect(await chain(`node: "money:31337-0x${'cd'.repeat(32)}"`)).toBeNull()
  expect(await chain(`node: "money:31337-${GPU}"`)).toBeNull()
  for (const args of [
    '',
    'claim: "x"',
    `claim: "money:31337-1-0", node: "money:31337-${GPU}"`,
    'node: "money"',
  ]) {
    const answer = await ask(`{ trustChain${args && `(${args})`} { class } }`)
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  }
})
