import type { Advisory } from '../../platform/advisories.ts'
import type { MatchedFile } from './match.ts'

/** Advisories, one a line. */
export function sayList(advisories: readonly Advisory[]): string {
  const lines = advisories.map(({ id, published, name, affected, source, author }) => {
    const hardware = affected.map(
      ({ tee, cpus, forges }) => `${tee} ${cpus.join(' ')}${forges === 'no' ? '' : ', forges attestations'}`,
    )
    return `${published} ${id}: ${name} (${[...new Set(hardware)].join('; ')}); ${source}${author === null ? '' : `; added by ${author}`}\n`
  })
  return `${advisories.length} advisories\n${lines.join('')}`
}

/** A machine and what is about it, the worst first. */
export function sayMatch({ machine, code, advisories }: MatchedFile): string {
  const proved = code === null ? 'proved' : `not proved: ${code}`
  const tcb = Object.entries(machine?.tcb ?? {}).map(([name, version]) => `${name} ${version}`)
  const first = machine
    ? `${machine.kind}, processor ${machine.cpu ?? 'unknown'}, ${tcb.join(', ') || 'no version of its trusted base'}; ${proved}\n`
    : `no machine can be read in it (${code})\n`
  const order = ['affected', 'unknown', 'patched', 'not_affected']
  const lines = advisories
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .map(({ id, name, state, reason }) => `${state} ${id}: ${name} (${reason})\n`)
  return first + lines.join('')
}
