import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '../claim/errors.ts'
import { getChain, type Network, parseNetwork } from './network.ts'

/**
 * A network while a process runs: what its folder says of watchdogs (`watch`) is read again, so that a log, a witness or a quorum
 * counts as soon as it is listed. Everything else stays as it was at the start.
 */
export class FreshNetwork {
  #network: Network
  #text: string | undefined
  readonly #say: (text: string) => void

  /** `say` is told, once each, of a file that cannot be used. */
  constructor(network: Network, say: (text: string) => void) {
    this.#network = network
    this.#say = say
  }

  /** As it was when it was last read. */
  get network(): Network {
    return this.#network
  }

  /** Reads the folder again. A file that is wrong, or half written, or not there changes nothing. */
  async refresh(): Promise<Network> {
    const file = join(this.#network.folder, 'network.json')
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      return ''
    })
    if (text === this.#text) return this.#network
    this.#text = text
    try {
      const { watch } = parseNetwork(text, file)
      const { anchors, weakBeacon } = watch
      for (const { chainId } of weakBeacon ? [...anchors, weakBeacon] : anchors)
        getChain(this.#network, chainId)
      this.#network = { ...this.#network, watch }
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      this.#say(
        `what the folder of ${this.#network.name} said of watchdogs before holds on: ${error.message} (${error.code})`,
      )
    }
    return this.#network
  }
}
