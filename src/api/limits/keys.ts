import { createHash, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Misconfigured } from '../../claim/errors.ts'

const Key = z.strictObject({
  name: z.string().min(1),
  /** SHA-256 of the key, hexadecimal: the file holds no key that could be used. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  ratePerSecond: z.number().positive(),
  burst: z.number().positive(),
  /** Requests in one UTC day; absent: no quota. */
  perDay: z.number().int().positive().optional(),
})
export type ApiKey = z.infer<typeof Key>

// A name is what a key is counted by: two of one name would share a quota.
const Keys = z.array(Key).refine((keys) => new Set(keys.map(({ name }) => name)).size === keys.length, {
  message: 'two keys have the same name',
})

/**
 * Reads the file of API keys; none when `file` is empty.
 * @throws Misconfigured `KEYS_INVALID`
 */
export async function readKeys(file: string): Promise<ApiKey[]> {
  if (!file) return []
  try {
    return Keys.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    throw new Misconfigured('KEYS_INVALID', `${file} is not a list of API keys (docs/api/README.md)`, {
      cause,
    })
  }
}

/** The entry of a key that a request presented, or undefined when there is none such. */
export function findKey(keys: readonly ApiKey[], presented: string): ApiKey | undefined {
  const hash = createHash('sha256').update(presented).digest()
  return keys.find((key) => timingSafeEqual(hash, Buffer.from(key.sha256, 'hex')))
}
