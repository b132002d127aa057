import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw)
// Of RFC 1952: deflate, no flags, no time, of no system.
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
const SIZES = 2 ** 32

/** Text that is sent often, compressed once; each time with another end behind it. */
export class Packed {
  readonly #body: Promise<Buffer>
  readonly #crc: number
  readonly #bytes: number

  constructor(text: string) {
    const bytes = Buffer.from(text)
    this.#crc = crc32(bytes)
    this.#bytes = bytes.length
    // A full flush ends on a whole byte and refers to nothing before it: anything may follow.
    this.#body = deflate(bytes, { finishFlush: constants.Z_FULL_FLUSH })
    // Who asks for it hears of a failure.
    this.#body.catch(() => undefined)
  }

  /** The text and what stands behind it, as one member of gzip. */
  async endingIn(end: string): Promise<Buffer> {
    const bytes = Buffer.from(end)
    const trailer = Buffer.alloc(8)
    trailer.writeUInt32LE(crc32(bytes, this.#crc), 0)
    trailer.writeUInt32LE((this.#bytes + bytes.length) % SIZES, 4)
    return Buffer.concat([HEADER, await this.#body, await deflate(bytes), trailer])
  }
}
