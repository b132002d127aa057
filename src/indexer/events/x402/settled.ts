import { declareLog } from '../abi.ts'

/** Both say that a payment went through, and nothing else. Source: x402 contracts/evm/src/x402BasePermit2Proxy.sol. */
export const SETTLED = declareLog('event Settled()')
export const SETTLED_WITH_PERMIT = declareLog('event SettledWithPermit()')
