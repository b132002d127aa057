import { decoders as assayV1 } from './assay/v1.ts'
import { decoders as boundlessEmergencyStop } from './boundless/emergency-stop.ts'
import { decoders as boundlessMarketStakeEra } from './boundless/market-stake-era.ts'
import { decoders as boundlessMarketV1 } from './boundless/market-v1.ts'
import { decoders as boundlessNotices } from './boundless/notices.ts'
import { decoders as boundlessPovw } from './boundless/povw.ts'
import { decoders as boundlessSetVerifier } from './boundless/set-verifier.ts'
import { decoders as boundlessTimelock } from './boundless/timelock.ts'
import { decoders as boundlessVerifierRouter } from './boundless/verifier-router.ts'
import { decoders as boundlessVezkc } from './boundless/vezkc.ts'
import { decoders as boundlessZkc } from './boundless/zkc.ts'
import { decoders as cosmosDistribution } from './cosmos/distribution.ts'
import { decoders as cosmosGov } from './cosmos/gov.ts'
import { decoders as cosmosIcs20 } from './cosmos/ics20.ts'
import { decoders as cosmosSlashing } from './cosmos/slashing.ts'
import { decoders as cosmosStaking } from './cosmos/staking.ts'
import { decoders as cosmosWerc20 } from './cosmos/werc20.ts'
import type { EventDecoder } from './decoder.ts'
import { decoders as erc20Transfer } from './erc20/transfer.ts'
import { decoders as alphaHub } from './opengradient/alpha-hub.ts'
import { decoders as alphaInference } from './opengradient/alpha-inference.ts'
import { decoders as alphaScheduler } from './opengradient/alpha-scheduler.ts'
import { decoders as alphaWorkflow } from './opengradient/alpha-workflow.ts'
import { decoders as heartbeatPrototype } from './opengradient/heartbeat-prototype.ts'
import { decoders as settlementRelayV1 } from './opengradient/settlement-relay-v1.ts'
import { decoders as settlementRelayV2 } from './opengradient/settlement-relay-v2.ts'
import { decoders as settlementRelayV2a } from './opengradient/settlement-relay-v2a.ts'
import { decoders as settlementRelayV2b } from './opengradient/settlement-relay-v2b.ts'
import { decoders as teeRegistryHistory } from './opengradient/tee-registry-history.ts'
import { decoders as teeRegistryV1 } from './opengradient/tee-registry-v1.ts'
import { decoders as teeRegistryV2 } from './opengradient/tee-registry-v2.ts'
import { decoders as teeReputation } from './opengradient/tee-reputation.ts'
import { decoders as teeSettlement } from './opengradient/tee-settlement.ts'
import { decoders as verifierV1 } from './opengradient/verifier-v1.ts'
import type { Interfaces } from './table.ts'
import { decoders as x402BatchSettlement } from './x402/batch-settlement.ts'
import { decoders as x402ExactProxy } from './x402/exact-proxy.ts'
import { decoders as x402UptoProxy } from './x402/upto-proxy.ts'

const KNOWN: Record<string, readonly EventDecoder[]> = {
  'assay/v1': assayV1,
  'boundless/emergency-stop': boundlessEmergencyStop,
  'boundless/market-stake-era': boundlessMarketStakeEra,
  'boundless/market-v1': boundlessMarketV1,
  'boundless/notices': boundlessNotices,
  'boundless/povw': boundlessPovw,
  'boundless/set-verifier': boundlessSetVerifier,
  'boundless/timelock': boundlessTimelock,
  'boundless/verifier-router': boundlessVerifierRouter,
  'boundless/vezkc': boundlessVezkc,
  'boundless/zkc': boundlessZkc,
  'cosmos/distribution': cosmosDistribution,
  'cosmos/gov': cosmosGov,
  'cosmos/ics20': cosmosIcs20,
  'cosmos/slashing': cosmosSlashing,
  'cosmos/staking': cosmosStaking,
  'cosmos/werc20': cosmosWerc20,
  'erc20/transfer': erc20Transfer,
  'opengradient/alpha-hub': alphaHub,
  'opengradient/alpha-inference': alphaInference,
  'opengradient/alpha-scheduler': alphaScheduler,
  'opengradient/alpha-workflow': alphaWorkflow,
  'opengradient/heartbeat-prototype': heartbeatPrototype,
  'opengradient/settlement-relay-v1': settlementRelayV1,
  'opengradient/settlement-relay-v2': settlementRelayV2,
  'opengradient/settlement-relay-v2a': settlementRelayV2a,
  'opengradient/settlement-relay-v2b': settlementRelayV2b,
  'opengradient/tee-registry-history': teeRegistryHistory,
  'opengradient/tee-registry-v1': teeRegistryV1,
  'opengradient/tee-registry-v2': teeRegistryV2,
  'opengradient/tee-reputation': teeReputation,
  'opengradient/tee-settlement': teeSettlement,
  'opengradient/verifier-v1': verifierV1,
  'x402/batch-settlement': x402BatchSettlement,
  'x402/exact-proxy': x402ExactProxy,
  'x402/upto-proxy': x402UptoProxy,
}

/** Decoders by the name of the interface that a contract in network.json states. */
export const interfaces: Interfaces = new Map(Object.entries(KNOWN))
