export { keccakBytes } from '../claim/keccak.ts'
