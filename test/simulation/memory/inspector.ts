/** A process that was started with `--inspect`. */
export interface Inspected {
  /** Collects the garbage, then tells what is in use on the heap and beside it, in megabytes. */
  collect(): Promise<number>
  close(): void
}

interface Reply {
  readonly id?: number
  readonly result?: { readonly result?: { readonly value?: unknown } }
}

const IN_USE = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())'

/** `port`: where the process listens for inspectors. */
export async function inspect(port: number): Promise<Inspected> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
    webSocketDebuggerUrl: string
  }[]
  if (!target) throw new Error(`nothing to inspect on port ${port}`)
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  const waiting = new Map<number, (reply: Reply) => void>()
  const opened = Promise.withResolvers<void>()
  socket.onopen = () => opened.resolve()
  socket.onerror = () => opened.reject(new Error(`no inspector on port ${port}`))
  socket.onmessage = ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
  }
  await opened.promise
  let sent = 0
  const ask = async (method: string, params: object = {}) => {
    const id = ++sent
    const replied = Promise.withResolvers<Reply>()
    waiting.set(id, replied.resolve)
    socket.send(JSON.stringify({ id, method, params }))
    const reply = await replied.promise
    waiting.delete(id)
    return reply.result?.result?.value
  }
  return {
    async collect() {
      await ask('HeapProfiler.collectGarbage')
      const bytes = await ask('Runtime.evaluate', { expression: IN_USE, returnByValue: true })
      return Number(bytes) / 2 ** 20
    },
    close: () => socket.close(),
  }
}
