import { setTimeout as pause } from 'node:timers/promises'
import { listQuestions, pick, valuesOf } from '../../../bench/api/questions.ts'
import { CHAIN_ID } from '../../support/indexer.ts'

/** What readers got so far. */
export interface Reading {
  asked: number
  /** Answers with an error, by question and code: what a page shows as a reason. */
  readonly refused: Record<string, number>
  /** Anything else than an answer, by what came instead. */
  readonly failed: Record<string, number>
  /** Heads that a live stream told of. */
  heads: number
}

interface Answer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[]
}

type Subject = Parameters<typeof valuesOf>[0]

/** Between two questions: about four a second, as a page that somebody reads asks. */
const PAUSE_MS = 250
/** A stream is left and opened again after so long, as readers come and go. */
const STREAM_MS = 60_000
const SUBJECTS = `query Subjects($network: String!, $skip: Int!) {
  claims(limit: 1, offset: $skip, where: { network_eq: $network }) { id txHash nodeKey inputHash outputHash node { id owner } }
  _meta(network: $network) { block { timestamp } } }`
const HEAD =
  'subscription { head { head { network chainId number timestamp } withdrawn { network fromBlock } } }'

/**
 * Asks what the pages ask, one question after the other, each round about another claim and node, and listens to the live stream
 * beside it, until the signal.
 */
export async function readPages(
  url: string,
  network: string,
  random: () => number,
  reading: Reading,
  signal: AbortSignal,
): Promise<void> {
  const ask = async (name: string, query: string, variables: object): Promise<Answer> => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
        signal,
      })
      const answer = (await response.json()) as Answer
      reading.asked++
      for (const { extensions } of answer.errors ?? [])
        count(reading.refused, `${name} ${extensions?.code ?? 'without a code'}`)
      if (response.status !== 200 && !answer.errors) count(reading.failed, String(response.status))
      return answer
    } catch (error) {
      if (!signal.aborted) count(reading.failed, error instanceof Error ? error.message : String(error))
      return {}
    }
  }
  const questions = listQuestions()
  const listening = listen(url, reading, signal)
  while (!signal.aborted) {
    const { data } = await ask('Subjects', SUBJECTS, { network, skip: Math.floor(random() * 200) })
    const [claim] = (data?.claims ?? []) as Subject[]
    // A node of the mock chain works without having registered: its id is known all the same.
    const subject = claim && {
      ...claim,
      node: claim.node ?? { id: `${network}:${CHAIN_ID}-${claim.nodeKey}`, owner: null },
    }
    const [at] = (data?._meta ?? []) as { block: { timestamp: string | null } }[]
    if (subject && at?.block.timestamp) {
      const values = { ...valuesOf(subject, at.block.timestamp), network, where: { network_eq: network } }
      for (const { name, text, given } of questions) {
        if (signal.aborted) break
        await ask(name, text, Object.fromEntries(given.map((each) => [each, pick(values, each, name)])))
        await rest(signal)
      }
    } else await rest(signal)
  }
  await listening
}

async function listen(url: string, reading: Reading, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const until = AbortSignal.any([signal, AbortSignal.timeout(STREAM_MS)])
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: HEAD }),
        signal: until,
      })
      const decoder = new TextDecoder()
      for await (const chunk of response.body ?? [])
        reading.heads += decoder.decode(chunk, { stream: true }).split('event: next').length - 1
    } catch (error) {
      if (!until.aborted) count(reading.failed, `stream: ${error instanceof Error ? error.message : error}`)
    }
    await rest(signal)
  }
}

const count = (counts: Record<string, number>, what: string) => {
  counts[what] = (counts[what] ?? 0) + 1
}

const rest = (signal: AbortSignal, ms = PAUSE_MS) =>
  pause(ms, undefined, { signal }).catch(() => {
    // The run is over: there is nothing to wait for.
  })
