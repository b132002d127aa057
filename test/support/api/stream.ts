/** A live stream of an API, as a client of GraphQL over SSE has it. */
export interface Stream {
  /** The data of the next event. */
  next(): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

/** Asks the API at `url` for a stream; an answer that is none is the reader's to see. */
export function fetchStream(url: string, query: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
    ...(signal ? { signal } : {}),
  })
}

/** Opens a stream. Ready once the server listens to the database: what is committed from then on is told. */
export async function subscribe(url: string, query: string): Promise<Stream> {
  const before = await streams(url)
  const abort = new AbortController()
  const response = await fetchStream(url, query, abort.signal)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new TypeError('no stream')
  let text = ''
  while ((await streams(url)) <= before) await new Promise((done) => setImmediate(done))
  return {
    async next() {
      for (;;) {
        const event = /event: next\ndata: (.*)\n\n/.exec(text)
        if (event?.[1]) {
          text = text.slice(event.index + event[0].length)
          return (JSON.parse(event[1]) as { data: Record<string, unknown> }).data
        }
        const { value, done } = await reader.read()
        if (done) throw new Error(`the stream ended: ${text}`)
        text += value
      }
    },
    async stop() {
      const open = await streams(url)
      abort.abort()
      while ((await streams(url)) >= open) await new Promise((done) => setImmediate(done))
    },
  }
}

async function streams(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const open = /^assay_api_subscriptions (\d+)$/m.exec(text)?.[1]
  // Not a number would end the waits above too early: what is committed then is told to nobody, and waited for in vain.
  if (open === undefined)
    throw new Error(`the API did not say how many streams are open: ${text.slice(0, 200)}`)
  return Number(open)
}
