import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'

export interface Service {
  readonly image: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string | number>>
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean }
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly ports?: readonly string[]
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
  readonly profiles?: readonly string[]
  readonly networks?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly cap_drop?: readonly string[]
  readonly read_only?: boolean
  readonly mem_limit?: string
  readonly pids_limit?: number
  readonly restart?: string
  readonly build?: string
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
  readonly volumes: Readonly<Record<string, unknown>>
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>
}

const VARIABLE = /\$\{([A-Z_0-9]+)(?::?([-?])([^}]*))?\}/g

export const readComposeText = (): Promise<string> => readFile('docker-compose.yml', 'utf8')

/** The names of all variables that the text reads. */
export function listVariables(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name ?? ''))]
}

/** docker-compose.yml as Docker reads it with these variables. Throws where a required one is missing. */
export async function readCompose(variables: Readonly<Record<string, string>> = {}): Promise<Compose> {
  const text = (await readComposeText()).replace(VARIABLE, (_, name: string, sign: string, rest: string) => {
    const value = variables[name]
    if (value) return value
    if (sign === '?') throw new Error(`${name}: ${rest}`)
    return rest ?? ''
  })
  return parse(text, { merge: true }) as Compose
}

/** `.env` files as Docker reads them: one variable a line. */
export function parseVariables(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => /^[A-Z]/.test(line))
  return Object.fromEntries(
    lines.map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  )
}
