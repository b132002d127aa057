/**
 * What stands between a stranger's model that breaks out of the runtime and everything else:
 * `network` it reaches no other machine; `files` it opens none; `programs` it starts none and signals no process;
 * `limits` memory, processor time and open files are bounded; `processes` it sees no process and no mount but its own;
 * `parent` the kernel ends it with the process that started it (without that it ends itself when their socket closes).
 */
export const WALLS = ['network', 'files', 'programs', 'limits', 'processes', 'parent'] as const
export type Wall = (typeof WALLS)[number]

/** Without one of these no model is run, unless the operator accepts it by name. */
const REQUIRED: readonly Wall[] = ['network', 'files', 'programs', 'limits']

/** Walls that must stand here and do not. */
export function listMissing(standing: readonly Wall[], accepted: readonly Wall[]): Wall[] {
  return REQUIRED.filter((wall) => !standing.includes(wall) && !accepted.includes(wall))
}
