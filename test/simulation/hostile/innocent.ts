import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

export interface Measured {
  readonly asked: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly most: number
  /** Answers that were not 200 with the data, by what came instead. */
  readonly failures: Readonly<Record<string, number>>
}

const BODY = JSON.stringify({ query: '{ networks { id } }' })
const LOOPS = 2
const PAUSE_MS = 40
const TIMEOUT_MS = 15_000

/** Asks a small question again and again, as one caller within its limits, until the signal; at least once. */
export async function askAlong(url: string, signal: AbortSignal): Promise<Measured> {
  const agent = new Agent({ keepAlive: true })
  const took: number[] = []
  const failures: Record<string, number> = {}
  const loop = async () => {
    do {
      const began = performance.now()
      const failure = await askOnce(url, agent)
      took.push(performance.now() - began)
      if (failure) failures[failure] = (failures[failure] ?? 0) + 1
      await pause(PAUSE_MS)
    } while (!signal.aborted)
  }
  await Promise.all(Array.from({ length: LOOPS }, loop))
  agent.destroy()
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return { asked: took.length, p50: at(0.5), p99: at(0.99), most: took.at(-1) ?? 0, failures }
}

/** What went wrong, or undefined. */
function askOnce(url: string, agent: Agent): Promise<string | undefined> {
  return new Promise((done) => {
    const sent = request(new URL('/graphql', url), {
      method: 'POST',
      agent,
      timeout: TIMEOUT_MS,
      headers: { 'content-type': 'application/json' },
    })
    sent.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.once('error', () => done('cut'))
      response.once('end', () => {
        const isData = text.startsWith('{"data":{"networks":[{')
        const isGood = response.statusCode === 200 && isData
        done(isGood ? undefined : `${response.statusCode} ${text.slice(0, 80)}`)
      })
    })
    sent.once('timeout', () => sent.destroy(new Error('timeout')))
    sent.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    sent.end(BODY)
  })
}
