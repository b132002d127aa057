import { declareLog } from '../../abi.ts'

export const TRANSFER = declareLog('event Transfer(address indexed from, address indexed to, uint256 value)')
