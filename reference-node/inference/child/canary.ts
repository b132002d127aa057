import { openSession, runSession } from './session.ts'

const K = 512
const N = 4

/**
 * Multiplies full-range u8 by s8, whose sums saturate on AVX2 unless the precision flag took effect, and compares with
 * the same sums in JavaScript.
 * @throws when this machine would accuse an honest node. `run` is what runs models here.
 */
export async function runCanary(run = runSession): Promise<void> {
  const left = Uint8Array.from({ length: K }, (_, index) => 255 - (index % 7))
  const right = Int8Array.from({ length: K * N }, (_, index) =>
    index % N === 0 ? 127 : index % N === 1 ? -128 : (index % 251) - 125,
  )
  const expected = Int32Array.from({ length: N }, (_, column) =>
    left.reduce((sum, value, row) => sum + value * (right[row * N + column] ?? 0), 0),
  )
  const session = await openSession(canaryModel(right))
  const [output] = await run(session, [{ type: 'uint8', dims: [1, K], data: left }])
  await session.release()
  const found = output?.data instanceof Uint8Array ? Buffer.from(output.data) : Buffer.alloc(0)
  if (!found.equals(Buffer.from(expected.buffer)))
    throw new Error(
      `u8×s8 gave ${found.toString('hex')}, expected ${Buffer.from(expected.buffer).toString('hex')}`,
    )
}

/** y = MatMulInteger(x: uint8[1,512], w: int8[512,4]) as the bytes of an ONNX model, operator set 17. */
function canaryModel(weights: Int8Array): Uint8Array {
  const raw = new Uint8Array(weights.buffer)
  const tensor = [varint(1, K), varint(1, N), varint(2, 3), bytes(8, 'w'), bytes(9, raw)]
  const node = [bytes(1, 'x'), bytes(1, 'w'), bytes(2, 'y'), bytes(4, 'MatMulInteger')]
  const value = (name: string, type: number, dims: number[]) => {
    const shape = dims.map((dim) => bytes(1, varint(1, dim)))
    const tensorType = Buffer.concat([varint(1, type), bytes(2, Buffer.concat(shape))])
    return Buffer.concat([bytes(1, name), bytes(2, bytes(1, tensorType))])
  }
  const graph = [
    bytes(1, Buffer.concat(node)),
    bytes(2, 'canary'),
    bytes(5, Buffer.concat(tensor)),
    bytes(11, value('x', 2, [1, K])),
    bytes(12, value('y', 6, [1, N])),
  ]
  return Buffer.concat([varint(1, 8), bytes(7, Buffer.concat(graph)), bytes(8, varint(2, 17))])
}

function encodeVarint(value: number): Buffer {
  const digits: number[] = []
  for (let rest = value; digits.push(rest > 127 ? (rest & 127) | 128 : rest) && rest > 127; ) rest >>>= 7
  return Buffer.from(digits)
}

function varint(field: number, value: number): Buffer {
  return Buffer.concat([encodeVarint(field << 3), encodeVarint(value)])
}

function bytes(field: number, content: string | Uint8Array): Buffer {
  const body = Buffer.from(content as Uint8Array)
  return Buffer.concat([encodeVarint((field << 3) | 2), encodeVarint(body.length), body])
}
