/** A process that was started with `--inspect`. */
export interface Inspected {
  /** Collects the garbage of each of its threads, then tells what is in use on their heaps and beside them, in megabytes. */
  collect(): Promise<number>
  close(): void
}

interface Message {
  readonly id?: number
  readonly result?: { readonly result?: { readonly value?: unknown } }
  readonly error?: { readonly message: string }
  readonly method?: string
  readonly params?: { readonly sessionId: string; readonly message: string }
}

// What is beside the heaps is counted for the whole process, and a heap for its thread alone.
const OF_MAIN = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())'
const OF_THREAD = 'process.memoryUsage().heapUsed'

type Send = (text: string) => void

/** Asks one thread, by messages over some way to it. */
class Asker {
  readonly #send: Send
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #sent = 0

  constructor(send: Send) {
    this.#send = send
  }

  /** What an expression gives there, or nothing of any other method. */
  ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#sent
    const replied = Promise.withResolvers<unknown>()
    this.#waiting.set(id, replied)
    this.#send(JSON.stringify({ id, method, params }))
    return replied.promise
  }

  hear({ id, result, error }: Message): void {
    const replied = id === undefined ? undefined : this.#waiting.get(id)
    if (error) replied?.reject(new Error(error.message))
    else replied?.resolve(result?.result?.value)
  }

  /** Nobody answers any more. */
  end(): void {
    for (const { resolve } of this.#waiting.values()) resolve(0)
  }

  async collect(expression: string): Promise<number> {
    await this.ask('HeapProfiler.collectGarbage')
    return Number(await this.ask('Runtime.evaluate', { expression, returnByValue: true }))
  }
}

/** `port`: where the process listens for inspectors. */
export async function inspect(port: number): Promise<Inspected> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
    webSocketDebuggerUrl: string
  }[]
  if (!target) throw new Error(`nothing to inspect on port ${port}`)
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  const main = new Asker((text) => socket.send(text))
  const threads = new Map<string, Asker>()
  const opened = Promise.withResolvers<void>()
  socket.onopen = () => opened.resolve()
  socket.onerror = () => opened.reject(new Error(`no inspector on port ${port}`))
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    const { sessionId = '', message: text = '' } = message.params ?? {}
    if (message.method === 'NodeWorker.attachedToWorker')
      threads.set(
        sessionId,
        new Asker((inner) => void main.ask('NodeWorker.sendMessageToWorker', { sessionId, message: inner })),
      )
    else if (message.method === 'NodeWorker.receivedMessageFromWorker')
      threads.get(sessionId)?.hear(JSON.parse(text) as Message)
    else if (message.method === 'NodeWorker.detachedFromWorker') {
      threads.get(sessionId)?.end()
      threads.delete(sessionId)
    } else main.hear(message)
  }
  await opened.promise
  await main.ask('NodeWorker.enable', { waitForDebuggerOnStart: false })
  return {
    async collect() {
      const sizes = await Promise.all([
        main.collect(OF_MAIN),
        ...[...threads.values()].map((each) => each.collect(OF_THREAD)),
      ])
      return sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20
    },
    close: () => socket.close(),
  }
}
