/** The text of `assay --help`, from the list of commands. */
export function describeAll(commands) {
  const width = Math.max(...commands.map((each) => each.name.length))
  const groups = [...new Set(commands.map((each) => each.group))].map((group) => {
    const lines = commands
      .filter((each) => each.group === group)
      .map((each) => `  ${each.name.padEnd(width)}  ${each.summary}`)
    return [`${group}:`, ...lines, ''].join('\n')
  })
  return `Usage: assay <command> [options]

The open book of verifiable-compute networks.

${groups.join('\n')}
Options:
  ${'-V, --version'.padEnd(width)}  the version
  ${'-h, --help'.padEnd(width)}  this text; after a command: its options, its settings and an example

Example:
  assay demo
`
}

/** The name that a typing error of at most two letters could have meant; undefined when there is none. */
export function findNear(word, names) {
  const near = names
    .map((name) => ({ name, distance: editDistance(word, name) }))
    .filter(({ name, distance }) => distance <= 2 && distance < name.length / 2)
    .sort((a, b) => a.distance - b.distance)
  return near[0]?.name
}

function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, right] of [...b].entries())
      next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (left === right ? 0 : 1)))
    row = next
  }
  return row[b.length]
}
