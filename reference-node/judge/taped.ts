import type { z } from 'zod'
import { type Hash32, toBytes, toHex } from '../../src/claim/hex.ts'
import type { Network } from '../../src/platform/network.ts'
import { type Batches, rebuildAs } from '../evidence/batches.ts'
import { type ChainHint, Evidence } from '../evidence/evidence.ts'
import type { Tape } from '../evidence/tape.ts'
import type { JudgeContext } from './context.ts'
import { Blocks, Copies, readAs, Seal, Standing } from './said.ts'
import type { Copy } from './subject.ts'

/** What judges ask of others. */
export interface AskedSources
  extends Pick<JudgeContext, 'batches' | 'contents' | 'listCopies' | 'findRootSeal' | 'findRequestPlace'> {
  readonly hint: ChainHint
}

/** What judges bring themselves. */
export type OwnMeans = Pick<JudgeContext, 'trust' | 'inference' | 'verifyGroth16' | 'maxAge'>

/**
 * A context whose every answer from others goes over a tape. What models read is kept by its hash alone: it may be what somebody
 * asked one.
 */
export function tapeContext(
  network: Network,
  endpoints: ReadonlyMap<number, readonly string[]>,
  { batches, contents, listCopies, findRootSeal, findRequestPlace, hint }: AskedSources,
  own: OwnMeans,
  tape: Tape,
): JudgeContext {
  const rebuilt = new Map<string, ReturnType<Batches['getBatch']>>()
  const getBytes = (id: string) => tape.bytes(`blob ${id}`, true, () => batches.getBytes(id))
  const taped: Batches = {
    getBytes,
    getBatch(id, root) {
      const key = `${root} ${id}`
      const known = rebuilt.get(key) ?? getBytes(id).then((bytes) => rebuildAs(bytes, root))
      rebuilt.set(key, known)
      return known
    },
  }
  const ask = async <T>(shape: z.ZodType<T>, key: string, put: () => Promise<unknown>) =>
    readAs(shape, key, await tape.json<unknown>(key, put))
  const hinted: ChainHint = (chainId, from, to) =>
    ask(Blocks, `hint ${chainId} ${from} ${to}`, () => hint(chainId, from, to))
  return {
    trust: own.trust,
    inference: own.inference,
    verifyGroth16: own.verifyGroth16,
    maxAge: own.maxAge,
    evidence: new Evidence(network, endpoints, hinted, taped, tape),
    batches: taped,
    contents: {
      get: (hash, places) => tape.bytes(`content ${hash}`, false, () => contents.get(hash, places)),
    },
    listCopies: (subject, handOff) =>
      ask(Copies, `copies ${subject.id}`, async (): Promise<readonly Copy[]> => listCopies(subject, handOff)),
    async findRequestPlace(chainId: number, request: Hash32) {
      const place = await ask(
        Standing,
        `request ${chainId} ${request}`,
        async () => (await findRequestPlace(chainId, request)) ?? null,
      )
      return place ?? undefined
    },
    async findRootSeal(root: Hash32) {
      const hex = await ask(Seal, `seal ${root}`, async (): Promise<string | null> => {
        const seal = await findRootSeal(root)
        return seal ? toHex(seal) : null
      })
      return hex === null ? undefined : toBytes(hex)
    },
  }
}
