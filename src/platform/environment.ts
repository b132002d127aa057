import { readFileSync } from 'node:fs'
import { Misconfigured } from '../claim/errors.ts'
import { type DatabaseParts, toDatabaseUrl } from './database-url.ts'
import { findMeaning } from './settings.ts'

/** A setting that a process reads. `fallback` undefined: it must be set. */
export interface Setting {
  readonly key: string
  readonly fallback: string | undefined
}

const NOTES = new WeakMap<NodeJS.ProcessEnv, Setting[]>()

/** The settings that a process reads, in its order: for its help. `read` is the process's `readConfig`. */
export function listSettings(read: (env: NodeJS.ProcessEnv) => unknown): Setting[] {
  const notes: Setting[] = []
  const empty: NodeJS.ProcessEnv = {}
  NOTES.set(empty, notes)
  try {
    read(empty)
  } catch (error) {
    // An empty environment lacks what must be set; which settings these are is noted by now.
    if (!(error instanceof Misconfigured)) throw error
  }
  return notes
}

/**
 * Reads settings and collects every fault, so that one run names them all.
 * Each setting may stand in a file instead: `KEY_FILE` names the file, whose content without its last line break is the
 * value. A secret in a file is not in the environment, which other processes of the same user can read.
 * Call `check()` last: it throws `CONFIG_MISSING` with the whole list.
 */
export class Environment {
  readonly #env: NodeJS.ProcessEnv
  readonly #faults: string[] = []

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env
  }

  /** Without a `fallback` it must be set; `more` says, where it is not, what could be set. */
  text(key: string, fallback?: string, more?: () => string | undefined): string {
    this.#note(key, fallback)
    const value = this.#find(key)
    if (value !== undefined) return value
    if (fallback === undefined) this.missing(key, more?.())
    return fallback ?? ''
  }

  /** `shown` is what help calls the default, where the number says too little. */
  integer(key: string, fallback: number, shown = String(fallback)): number {
    this.#note(key, shown)
    const value = this.#find(key)
    if (value === undefined) return fallback
    if (!/^-?\d{1,16}$/.test(value) || !Number.isSafeInteger(Number(value)))
      this.#faults.push(`${key} must be a whole number, got "${value}"`)
    return Number(value)
  }

  /** A whole number within bounds. */
  within(key: string, fallback: number, least: number, most: number): number {
    const value = this.integer(key, fallback)
    if (value < least || value > most)
      this.#faults.push(`${key} must be from ${least} to ${most}, got ${value}`)
    return value
  }

  /** Comma-separated; an empty list when absent. */
  list(key: string): string[] {
    this.#note(key, 'none')
    return (this.#find(key) ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
  }

  /** A comma-separated list of words out of `known`; an empty list when absent. */
  words<W extends string>(key: string, known: readonly W[]): W[] {
    const said = this.list(key)
    const strange = said.filter((word) => !(known as readonly string[]).includes(word))
    if (strange.length > 0)
      this.#faults.push(`${key} may name ${known.join(', ')}, and not ${strange.join(', ')}`)
    return known.filter((word) => said.includes(word))
  }

  /** A comma-separated list of which each entry is read by `parse`, which gives undefined for what is none; `shown` is such an entry. */
  parsed<T>(key: string, parse: (text: string) => T | undefined, shown: string): T[] {
    return this.list(key).flatMap((text) => {
      const value = parse(text)
      if (value === undefined) this.#faults.push(`${key} takes entries like ${shown}, got "${text}"`)
      return value ?? []
    })
  }

  /**
   * Where the database is: `DATABASE_URL`, else `DB_URL`, else a URL made of `DB_HOST`, `DB_PORT`, `DB_NAME`, `DB_USER`,
   * `DB_PASS` and `DB_SSL`, the names that hosted squid services use.
   */
  databaseUrl(): string {
    this.#note('DATABASE_URL', undefined)
    const whole = this.#find('DATABASE_URL') ?? this.#find('DB_URL')
    const parts: DatabaseParts = {
      host: this.#find('DB_HOST'),
      port: this.#find('DB_PORT'),
      name: this.#find('DB_NAME'),
      user: this.#find('DB_USER'),
      password: this.#find('DB_PASS'),
      ssl: this.#find('DB_SSL'),
      checkCertificate: this.#find('DB_SSL_REJECT_UNAUTHORIZED'),
    }
    const { url, faults } = toDatabaseUrl(whole, parts)
    this.#faults.push(...faults)
    return url
  }

  /** One of some words. */
  choice<T extends string>(key: string, words: readonly T[], fallback: T): T {
    const text = this.text(key, fallback)
    const found = words.find((word) => word === text)
    if (found === undefined) this.#faults.push(`${key} is ${text}: one of ${words.join(', ')} is wanted`)
    return found ?? fallback
  }

  /** Notes that a setting must be set, with what it means; `more` says what this reader knows beyond that. */
  missing(key: string, more?: string): void {
    const said = [findMeaning(key), more].filter((each) => each !== undefined)
    this.#faults.push(`${key} is not set${said.length ? ` (${said.join('; ')})` : ''}`)
  }

  /** @throws Misconfigured `CONFIG_MISSING` */
  check(): void {
    if (this.#faults.length)
      throw new Misconfigured(
        'CONFIG_MISSING',
        `settings that are missing or wrong: ${this.#faults.join('; ')}`,
      )
  }

  #note(key: string, fallback: string | undefined): void {
    NOTES.get(this.#env)?.push({ key, fallback })
  }

  #find(key: string): string | undefined {
    const value = this.#env[key]
    const file = this.#env[`${key}_FILE`]
    if (value !== undefined && value !== '') {
      if (file) this.#faults.push(`${key} and ${key}_FILE are both set: remove one`)
      return value
    }
    if (!file) return undefined
    try {
      return readFileSync(file, 'utf8').replace(/\r?\n$/, '') || undefined
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? String(cause)
      this.#faults.push(`${key}_FILE names ${file}, which cannot be read (${code})`)
      return ''
    }
  }
}
