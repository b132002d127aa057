/**
 * Paths of a lock file's entries that this machine would install although the lock does not say what their bytes hash to:
 * whoever serves such a package decides what runs here. `packages` is the field of that name in package-lock.json.
 */
export function findUnchecked(packages, { platform, arch } = process) {
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.link && !entry.inBundle && !entry.integrity)
    .filter(([, { os, cpu }]) => isFor(os, platform) && isFor(cpu, arch))
    .map(([path]) => path)
}

// As npm reads it: a list of names, or of names with `!` that are left out.
function isFor(names, own) {
  if (names === undefined) return true
  if (names.includes(`!${own}`)) return false
  return names.every((name) => name.startsWith('!')) || names.includes(own)
}
