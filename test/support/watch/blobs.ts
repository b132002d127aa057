import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { keccak256 } from '../../../src/claim/hash.ts'
import type { Hash32, Hex } from '../../../src/claim/hex.ts'
import type { BatchLeaf } from '../../../src/claim/merkle.ts'

/** A blob store as Walrus' aggregators are asked: GET <base>/<id>. What is not put is a 404. */
export class FakeBlobStore {
  readonly blobs = new Map<string, Uint8Array>()
  readonly asked: string[] = []
  /** Answers every request with this status instead. */
  broken: number | undefined
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      const id = (request.url ?? '').slice(1)
      this.asked.push(id)
      const bytes = this.blobs.get(id)
      if (this.broken !== undefined) response.writeHead(this.broken).end()
      else if (bytes) response.end(bytes)
      else response.writeHead(404).end()
    })
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get url(): string {
    return `http://${this.host}/`
  }

  /** Content under the name that its hash gives it. */
  putByHash(bytes: Uint8Array): Hash32 {
    const hash = keccak256(bytes)
    this.blobs.set(hash.slice(2), bytes)
    return hash
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** A batch as a facilitator makes it, by OpenZeppelin's own library. */
export function makeBatch(leaves: readonly BatchLeaf[]): { root: Hex; blob: Buffer } {
  const tree = StandardMerkleTree.of(
    leaves.map((leaf) => [
      leaf.teeId,
      leaf.inputHash,
      leaf.outputHash,
      leaf.signature,
      leaf.timestamp.toString(),
    ]),
    ['bytes32', 'bytes32', 'bytes32', 'bytes', 'uint256'],
  )
  return { root: tree.root as Hex, blob: Buffer.from(JSON.stringify(tree.dump())) }
}
