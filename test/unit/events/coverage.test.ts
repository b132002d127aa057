import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { interfaces } from '../../../src/indexer/events/index.ts'

interface Indexed {
  readonly topic0: string
  readonly declaration: string
  readonly files: readonly string[]
}
interface Historical {
  readonly topic0: string
  readonly declaration: string
}

const ABI = new URL('../../../networks/opengradient-testnet/abi/', import.meta.url)
const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, ABI), 'utf8')) as T

// Which interface decodes the events of which published file.
const INTERFACE_OF: Record<string, string> = {
  'TEERegistry.json': 'opengradient/tee-registry-v1',
  'TEERegistryV2.additions.json': 'opengradient/tee-registry-v2',
  'InferenceSettlementRelay.json': 'opengradient/settlement-relay-v2',
  'SettlementRelay.v1-2025-12-22.json': 'opengradient/settlement-relay-v1',
  'SettlementRelay.v2a-2026-02-20-role-gated.json': 'opengradient/settlement-relay-v2a',
  'SettlementRelay.v2b-2026-02-26-no-access-control.json': 'opengradient/settlement-relay-v2b',
  'TEESettlement.historical-2026-02-27.json': 'opengradient/tee-settlement',
  'TEEInferenceVerifier.json': 'opengradient/verifier-v1',
  'TEEBatchVerifier.json': 'opengradient/verifier-v1',
  'TEEReputation.pr55-unmerged.json': 'opengradient/tee-reputation',
  'Heartbeat.standalone-historical.json': 'opengradient/heartbeat-prototype',
  'sdk-InferencePrecompile.json': 'opengradient/alpha-inference',
  'sdk-inference.json': 'opengradient/alpha-hub',
  'sdk-PriceHistoryInference.json': 'opengradient/alpha-workflow',
  'explorer-TaskScheduler.json': 'opengradient/alpha-scheduler',
  'x402UptoPermit2Proxy.json': 'x402/upto-proxy',
  'x402ExactPermit2Proxy.json': 'x402/exact-proxy',
  'x402BatchSettlement.json': 'x402/batch-settlement',
  'precompile-staking.json': 'cosmos/staking',
  'precompile-distribution.json': 'cosmos/distribution',
  'precompile-slashing.json': 'cosmos/slashing',
  'precompile-gov.json': 'cosmos/gov',
  'precompile-ics20.json': 'cosmos/ics20',
}

const decodes = (name: string | undefined, topic: string) =>
  (interfaces.get(name ?? '') ?? []).some((each) => each.topic === topic)

describe('every published event has its decoder', () => {
  test('of the current and announced contracts', () => {
    const indexed = read<readonly Indexed[]>('_event-index.json')
    const due = indexed.flatMap((each) =>
      each.files.filter((file) => file in INTERFACE_OF).map((file) => ({ ...each, file })),
    )
    const missing = due.filter(({ file, topic0 }) => !decodes(INTERFACE_OF[file], topic0))
    expect(missing.map(({ file, declaration }) => `${file}: ${declaration}`)).toEqual([])
    expect(due.length).toBeGreaterThan(90)
  })

  test('of the twenty declarations that the registry ever had', () => {
    const historical = read<readonly Historical[]>('_TEERegistry-historical-events.json')
    const missing = historical.filter(({ topic0 }) => !decodes('opengradient/tee-registry-history', topic0))
    expect(historical).toHaveLength(20)
    expect(missing).toEqual([])
  })

  test('no interface decodes one topic twice', () => {
    const twice = [...interfaces].filter(
      ([, decoders]) => new Set(decoders.map((each) => each.topic)).size !== decoders.length,
    )
    expect(twice.map(([name]) => name)).toEqual([])
  })
})
