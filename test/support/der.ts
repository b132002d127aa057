/** Just enough of a DER writer to issue certificates with any fault in them. */
export function der(tag: number, ...parts: (Uint8Array | readonly number[])[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const { length } = content
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...head]), content])
}

export const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)
export const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
export const boolean = (value: boolean) => der(0x01, [value ? 0xff : 0])
export const octets = (bytes: Uint8Array) => der(0x04, bytes)
export const bits = (bytes: Uint8Array | readonly number[], unused = 0) => der(0x03, [unused], bytes)
export const integer = (bytes: Uint8Array | readonly number[]) => der(0x02, bytes)
export const name = (common: string) =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(common)))))
export const time = (at: Date) =>
  der(0x18, Buffer.from(`${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`))
