import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { AuditFault, CodedError } from '../../src/claim/errors.ts'
import { type Hash32, hashOf } from '../../src/claim/hex.ts'
import { elementId } from '../../src/claim/sample/population.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import type { Statement, Verdict } from '../../src/claim/verdict.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { verifyGroth16 } from '../checks/groth16/verify.ts'
import { type EvidenceList, parseEvidenceList } from '../evidence/evidence-list.ts'
import { ReplayedTape } from '../evidence/tape.ts'
import { readTrust } from '../evidence/trust.ts'
import type { InferencePool } from '../inference/pool.ts'
import type { JudgeContext } from '../judge/context.ts'
import { judgeOnce } from '../judge/once.ts'
import type { DueSubject } from '../judge/subject.ts'
import { tapeContext } from '../judge/taped.ts'
import { parseBody, type VerdictBody } from '../log/bodies.ts'
import { openBundle } from '../log/bundle.ts'
import { readHistories } from '../sample/taped.ts'

/** What became of a verdict that was repeated from its bundle. */
export interface BundleFinding {
  readonly result: 'confirmed' | 'contradicted' | 'not_checkable'
  readonly watchdog: string
  readonly statement: Statement
  readonly subject: string
  readonly said: VerdictBody['verdict']
  /** Null with `why`: nothing could be judged. */
  readonly here: Verdict | null
  readonly why: string | null
  /** Files of the network's folder as the watchdog had it, which say whom to trust: SHA-256 by path. Null where no list of them is here. */
  readonly trust: EvidenceList['files'] | null
}

type FindBytes = (sha256: Hash32) => Promise<Uint8Array | undefined>

/**
 * Judges the statement of a verdict's bundle once more, by the judges of this version, from the evidence that the bundle names: each
 * piece must have its hash. Asks nobody and needs no database. `find`: a piece by its SHA-256.
 * @throws AuditFault `BUNDLE_FORM`, `BUNDLE_SIGNATURE`, `BUNDLE_BODY`, `BUNDLE_KIND`, `EVIDENCE_FORM`
 */
export async function repeatBundle(
  bytes: Uint8Array,
  find: FindBytes,
  inference: InferencePool,
): Promise<BundleFinding> {
  const { kind, watchdog, body } = await openBundle(bytes)
  if (kind !== 'verdict') throw new AuditFault('BUNDLE_KIND', `a ${kind} says nothing that can be repeated`)
  const verdict = parseBody('verdict', body)
  const head = {
    watchdog,
    statement: verdict.statement,
    subject: `${verdict.network}:${elementId(verdict.subject)}`,
    said: verdict.verdict,
  }
  const lacking = (why: string, trust: BundleFinding['trust'] = null): BundleFinding => ({
    ...head,
    result: 'not_checkable',
    here: null,
    why,
    trust,
  })
  if (verdict.evidence === null || verdict.claim === null)
    return lacking('the bundle names no evidence: nobody drew it, and its log is kept without --evidence')
  const listed = await findWhole(find, verdict.evidence)
  if (!listed) return lacking(`the list of its evidence, ${verdict.evidence}, is not here`)
  const list = readList(listed, verdict.network)
  const folder = await mkdtemp(join(tmpdir(), 'assay-recheck-'))
  try {
    const missing = await layOut(folder, list, find)
    if (missing !== undefined) return lacking(`the network’s ${missing} is not here`, list.files)
    const context = await openContext(folder, list, find, inference)
    await readHistories(context, list)
    const { verdict: here } = await judgeOnce(toSubject(verdict), verdict.statement, context)
    return { ...head, result: compare(verdict.verdict, here), here, why: null, trust: list.files }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Only the words of a detail may differ. */
function compare(said: VerdictBody['verdict'], here: Verdict): BundleFinding['result'] {
  if (here.code === 'EVIDENCE_MISSING') return 'not_checkable'
  const isSame = said.outcome === here.outcome && said.code === here.code && said.fault === here.fault
  // What was lacking then and is here says nothing against who lacked it, and the other way round.
  return isSame ? 'confirmed' : here.transient || said.transient ? 'not_checkable' : 'contradicted'
}

function readList(bytes: Uint8Array, network: string): EvidenceList {
  try {
    const list = parseEvidenceList(bytes)
    if (list.network !== network)
      throw new AuditFault('EVIDENCE_FORM', `evidence of ${list.network}, not of ${network}`)
    return list
  } catch (error) {
    if (error instanceof AuditFault || !(error instanceof CodedError)) throw error
    throw new AuditFault('EVIDENCE_FORM', `no list of evidence: ${error.message}`, { cause: error })
  }
}

/** What a name gives that is too long, or that is a file in one place and a folder in another. */
const NAME_FAULTS = ['EEXIST', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG']

/** Writes the network's folder as the watchdog had it. Returns the name of a file that is not there. */
async function layOut(
  root: string,
  { network, files }: EvidenceList,
  find: FindBytes,
): Promise<string | undefined> {
  for (const [name, hash] of Object.entries(files)) {
    const bytes = await findWhole(find, hash)
    if (!bytes) return name
    const file = join(root, network, name)
    try {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, bytes)
    } catch (error) {
      if (!NAME_FAULTS.includes(String((error as NodeJS.ErrnoException).code))) throw error
      throw new AuditFault(
        'EVIDENCE_FORM',
        `the file ${name.slice(0, 120)} cannot be written with the others`,
        {
          cause: error,
        },
      )
    }
  }
  return undefined
}

async function openContext(
  root: string,
  { network: name, chains, maxAge, items }: EvidenceList,
  find: FindBytes,
  inference: InferencePool,
): Promise<JudgeContext> {
  const { network, trust } = await openFolder(root, name)
  const tape = new ReplayedTape(new Map(Object.entries(items)), find)
  // As many as there were, and none of them is asked.
  const endpoints = chains.map(({ chainId, endpoints: count }) => {
    const urls = Array.from({ length: count }, (_, at) => `tape:${at}`)
    return [chainId, urls] as const
  })
  const nobody = () => Promise.reject(new AuditFault('EVIDENCE_FORM', 'a tape that is read asks nobody'))
  const asked = {
    batches: { getBytes: nobody, getBatch: nobody },
    contents: { get: nobody },
    listCopies: nobody,
    findRootSeal: nobody,
    findRequestPlace: nobody,
    hint: nobody,
  }
  const own = { trust, inference, verifyGroth16, maxAge }
  return tapeContext(network, new Map(endpoints), asked, own, tape)
}

/** @throws AuditFault `EVIDENCE_FORM`: what would be a fault of our own folder is one of the evidence here */
async function openFolder(root: string, name: string) {
  try {
    const network = await getNetwork(root, name)
    return { network, trust: await readTrust(network) }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    throw new AuditFault('EVIDENCE_FORM', `the folder of the network: ${error.message}`, { cause: error })
  }
}

function toSubject({ subject, claim }: VerdictBody): DueSubject {
  return {
    ...subject,
    id: elementId(subject),
    node: claim?.node ?? null,
    blockTime: new Date((claim?.blockTime ?? 0) * 1000),
    stated: claim?.stated ?? {},
    due: [],
  }
}

/** Bytes that have the hash that they are found by. */
async function findWhole(find: FindBytes, hash: Hash32): Promise<Uint8Array | undefined> {
  const bytes = await find(hash)
  return bytes && hashOf(sha256Bytes(bytes)) === hash ? bytes : undefined
}
