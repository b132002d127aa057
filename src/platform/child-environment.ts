// What a program needs to find its libraries, its temporary folder and its words. Nothing here is a secret.
const HARMLESS = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'SYSTEMROOT',
  'NODE_OPTIONS',
  'NODE_V8_COVERAGE',
]

/**
 * The environment of a child process: a few harmless variables of ours, and `more`. A child that does not need a password
 * must not have it: whoever takes the child over reads its environment first.
 */
export function childEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = HARMLESS.flatMap((key) => {
    const value = process.env[key]
    return value === undefined ? [] : [[key, value] as const]
  })
  return { ...Object.fromEntries(own), ...more }
}

/** Settings of ours that are no secrets, for a child that reads settings itself. */
export function plainSettings(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([key]) => /^ASSAY_(?!.*PASS)/.test(key)))
}
