import { Rejected } from '../../claim/errors.ts'

/**
 * Compares a hash that a header commits to with the one that was computed.
 * @throws Rejected `code`
 */
export function assertHash(code: string, what: string, committed: Uint8Array, computed: Uint8Array): void {
  if (Buffer.compare(committed, computed) === 0) return
  const [said, made] = [committed, computed].map((each) => Buffer.from(each).toString('hex').toUpperCase())
  throw new Rejected(code, `${what}: stated is ${said}, it hashes to ${made}`)
}
