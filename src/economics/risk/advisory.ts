import type { Window } from '../figure.ts'

/** What is known of a node's machine under one registration. */
export interface Configuration {
  /** Kind of trusted hardware; null: it is said to have some, and nothing says which. */
  readonly tee: string | null
  readonly cpu: string | null
  /** Versions of the trusted base by name. */
  readonly tcb: Readonly<Record<string, string>>
  /** Whether the hardware's own signature proves its kind and its versions. */
  readonly isProved: boolean
  /** Whether it proves the processor too. */
  readonly isCpuProved: boolean
  readonly custody: 'cloud' | 'colocation' | 'home' | null
  /** Whether the attestation itself proves whose hands it is in. */
  readonly isCustodyProved: boolean
}

/** Machines that an advisory is about. */
export interface AffectedMachines {
  readonly tee: string
  /** Families, or `any`, or `unlisted`. */
  readonly cpus: readonly string[]
  readonly access: 'physical' | 'host' | 'software'
  readonly forges: 'yes' | 'possible' | 'no'
  /** `component>=version`; null: no attestation shows the fix. */
  readonly patched_tcb: string | null
}

export type AdvisoryState = 'not_affected' | 'affected' | 'patched' | 'unknown'

/** Why a machine is in its state. */
type AdvisoryReason =
  | 'NO_TEE'
  | 'OTHER_HARDWARE'
  | 'OTHER_CPU'
  | 'HELD_BY_CLOUD'
  | 'TCB_PATCHED'
  | 'MATCHES'
  | 'SAME_KEY'
  | 'PLATFORM_UNKNOWN'
  | 'NOT_PROVED'
  | 'CPU_UNKNOWN'
  | 'CPUS_UNLISTED'
  | 'CUSTODY_UNKNOWN'
  | 'CUSTODY_DECLARED'
  | 'NO_TCB_VERSION'

export interface Judged {
  readonly state: AdvisoryState
  readonly reason: AdvisoryReason
}

const judged = (state: AdvisoryState, reason: AdvisoryReason): Judged => ({ state, reason })

/**
 * Whether a machine is one that an advisory is about. What is only said never makes it safe: a quote that nobody vouches for may be affected,
 * and is neither patched nor out of question. `null`: a node without trusted hardware.
 */
export function judge(machine: Configuration | null, affected: readonly AffectedMachines[]): Judged {
  if (machine === null) return judged('not_affected', 'NO_TEE')
  const { tee, isProved } = machine
  if (tee === null) return judged('unknown', 'PLATFORM_UNKNOWN')
  const own = affected.filter((each) => each.tee === tee)
  if (own.length === 0)
    return isProved ? judged('not_affected', 'OTHER_HARDWARE') : judged('unknown', 'NOT_PROVED')
  const all = own.map((each) => judgeRow(machine, each))
  return (
    WORST.flatMap((state) => all.find((each) => each.state === state) ?? [])[0] ??
    judged('unknown', 'PLATFORM_UNKNOWN')
  )
}

// Several rows of one kind of hardware are of different processors: the one that matches decides.
const WORST: readonly AdvisoryState[] = ['affected', 'unknown', 'patched', 'not_affected']

function judgeRow(machine: Configuration, { cpus, access, forges, patched_tcb }: AffectedMachines): Judged {
  const { cpu, isProved, isCpuProved, tcb } = machine
  const [word] = cpus
  if (word === 'unlisted') return judged('unknown', 'CPUS_UNLISTED')
  if (word !== 'any') {
    if (cpu === null) return judged('unknown', 'CPU_UNKNOWN')
    if (!cpus.includes(cpu))
      return isCpuProved ? judged('not_affected', 'OTHER_CPU') : judged('unknown', 'NOT_PROVED')
  }
  if (machine.tee === 'nitro') return judged('unknown', 'NO_TCB_VERSION')
  if (patched_tcb !== null && isPatched(tcb, patched_tcb))
    return isProved ? judged('patched', 'TCB_PATCHED') : judged('unknown', 'NOT_PROVED')
  return access === 'physical' ? judgeHands(machine, forges !== 'no') : judged('affected', 'MATCHES')
}

/** Who can put a probe on the memory bus. A forged attestation is of no machine in particular, so that a word on whose hands it is in says nothing. */
function judgeHands({ custody, isCustodyProved }: Configuration, forges: boolean): Judged {
  if (custody === null) return judged('unknown', 'CUSTODY_UNKNOWN')
  if (custody !== 'cloud') return judged('affected', 'MATCHES')
  return isCustodyProved || !forges
    ? judged('not_affected', 'HELD_BY_CLOUD')
    : judged('unknown', 'CUSTODY_DECLARED')
}

function isPatched(tcb: Readonly<Record<string, string>>, rule: string): boolean {
  const [component = '', least = ''] = rule.split('>=')
  const version = Object.hasOwn(tcb, component) ? tcb[component] : undefined
  if (version === undefined) return false
  const [own, wanted] = [version, least].map((text) => text.split('.').map(Number))
  for (const [index, part] of (wanted ?? []).entries()) {
    const found = own?.[index] ?? 0
    if (found !== part) return found > part
  }
  return true
}

/** A node's machine over a time, by the registration that it attested with. Unix seconds. */
export interface MachineSpell {
  readonly from: number
  /** Null: it holds still. */
  readonly to: number | null
  readonly machine: Configuration | null
  /** The key that was registered; null: not known. */
  readonly key: string | null
}

export interface AdvisoryInterval extends Judged {
  readonly from: number
  readonly to: number | null
}

/**
 * A node's states, in the order of time. A patch ends nothing by itself: a key that was registered before it may be out, so that a machine is
 * patched from when it attests again on the patched versions with a key that was not there before.
 */
export function intervalsOf(
  spells: readonly MachineSpell[],
  affected: readonly AffectedMachines[],
): readonly AdvisoryInterval[] {
  const exposed = new Set<string | null>()
  const found: AdvisoryInterval[] = []
  for (const { from, to, machine, key } of spells) {
    const own = judge(machine, affected)
    const isOld = own.state === 'patched' && exposed.has(key)
    const { state, reason } = isOld ? judged('affected', 'SAME_KEY') : own
    // Which key it was is not known: it may be that of any registration to come that is not known either.
    if (state === 'affected' || state === 'unknown') exposed.add(key)
    const last = found.at(-1)
    if (last && last.state === state && last.reason === reason && last.to === from)
      found[found.length - 1] = { ...last, to }
    else found.push({ from, to, state, reason })
  }
  return found
}

/** Parts of a window in which a node was in a state, from a moment on: at disclosure, or when the first machine was affected. */
export function exposedIn(
  intervals: readonly AdvisoryInterval[],
  state: AdvisoryState,
  since: number,
  window: Window,
): readonly Window[] {
  return intervals.flatMap((each) => {
    if (each.state !== state) return []
    const span = {
      from: Math.max(each.from, since, window.from),
      to: Math.min(each.to ?? window.to, window.to),
    }
    return span.from < span.to ? [span] : []
  })
}
