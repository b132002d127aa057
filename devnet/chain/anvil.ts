import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CodedError, Misconfigured } from '../../src/claim/errors.ts'
import { childEnvironment } from '../../src/platform/child-environment.ts'
import { callRpc } from './rpc.ts'

export const CHAIN_ID = 31337
/** The world begins here, whatever the clock on the wall says. */
export const GENESIS_SECONDS = Date.UTC(2026, 0, 1) / 1000

export interface Anvil {
  readonly url: string
  /** Rejects with `DEVNET_CHAIN_DIED` when the chain ends unasked. */
  readonly death: Promise<never>
  stop(): Promise<void>
}

/**
 * Starts an empty local chain that mines only when asked.
 * @throws Misconfigured `PORT_IN_USE`; `DEVNET_ANVIL` when there is no binary for this machine or it does not start
 */
export async function startAnvil(port: number, cache: string): Promise<Anvil> {
  await assertFree(port)
  const args = [
    ...['--port', String(port), '--chain-id', String(CHAIN_ID), '--timestamp', String(GENESIS_SECONDS)],
    // Blocks are final two blocks later instead of after 64.
    ...['--slots-in-an-epoch', '1', '--no-mining', '--order', 'fifo', '--accounts', '24'],
    ...['--gas-limit', '1000000000', '--base-fee', '0', '--gas-price', '0', '--cache-path', cache],
  ]
  // The package's own binary: its wrapper script would leave the chain behind when it is killed.
  const child = spawn(findBinary(), args, { env: childEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-500)
  })
  const url = `http://127.0.0.1:${port}`
  const death = whenDead(child, () => words)
  // Whoever awaits it hears of it; until somebody does it must not end the process by itself.
  death.catch(() => {})
  await Promise.race([whenReady(url), death])
  return { url, death, stop: () => stop(child) }
}

function findBinary(): string {
  const name = `@foundry-rs/anvil-${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'))
    return join(dirname(require.resolve(`${name}/package.json`)), 'bin', 'anvil')
  } catch (cause) {
    throw new Misconfigured('DEVNET_ANVIL', `no local chain for this machine: run npm install ${name}`, {
      cause,
    })
  }
}

// Whatever listens there already would answer in the chain's place.
async function assertFree(port: number): Promise<void> {
  await new Promise<void>((done, fail) => {
    const probe = createServer()
    probe.once('error', (cause) =>
      fail(new Misconfigured('PORT_IN_USE', `the chain cannot listen on port ${port}`, { cause })),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => done()))
  })
}

async function whenReady(url: string): Promise<void> {
  for (;;) {
    // Refused until it listens; a dead chain loses the race that this runs in.
    const answer = await callRpc<string>(url, 'eth_chainId', []).catch(() => undefined)
    if (answer !== undefined) return
    await sleep(25)
  }
}

function whenDead(child: ChildProcess, words: () => string): Promise<never> {
  return new Promise((_, reject) => {
    child.once('error', (cause) =>
      reject(
        new Misconfigured('DEVNET_ANVIL', `the local chain does not start: ${cause.message}`, { cause }),
      ),
    )
    child.once('exit', (code, signal) =>
      reject(
        new CodedError(
          'DEVNET_CHAIN_DIED',
          `the local chain ended with ${signal ?? code}: ${words().trim()}`,
        ),
      ),
    )
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  // Nothing is to be saved: the journal holds the whole chain.
  child.kill('SIGKILL')
  await gone
}
