import type { ServerResponse } from 'node:http'

// Each write is waited for: how long one may take is how slow a reader may be.
const SLICE = 64 * 1024

/** Writes bytes and waits until the caller took them, `stallMs` for each 64 KiB. @throws when he does not, or `signal` aborts. */
export async function writeOut(
  response: ServerResponse,
  bytes: Buffer,
  { stallMs, signal }: { readonly stallMs: number; readonly signal: AbortSignal },
): Promise<void> {
  for (let at = 0; at < bytes.length; at += SLICE) {
    if (signal.aborted) throw signal.reason
    if (!response.write(bytes.subarray(at, at + SLICE))) await drained(response, stallMs, signal)
  }
}

// Whatever does not happen must not stay as a listener: a long export waits here a hundred thousand times.
function drained(response: ServerResponse, stallMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const settle = (act: () => void) => {
      clearTimeout(timer)
      response.off('drain', onDrain)
      signal.removeEventListener('abort', onAbort)
      act()
    }
    const onDrain = () => settle(done)
    const onAbort = () => settle(() => fail(signal.reason))
    const timer = setTimeout(
      () => settle(() => fail(new Error(`the caller took nothing for ${stallMs / 1000} s`))),
      stallMs,
    )
    response.on('drain', onDrain)
    signal.addEventListener('abort', onAbort)
  })
}

/** What `wait` gives, unless `signal` aborts before: then its reason is thrown. */
export function unlessAborted<T>(wait: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const onAbort = () => fail(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort)
    wait.then(done, fail).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
