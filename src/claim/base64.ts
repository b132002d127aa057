/**
 * The bytes of a text in base64 (RFC 4648 section 4) or base64url (section 5), padded or not. Undefined for anything else, and
 * where bits are left over that another text would leave over as well: then two texts would be the same bytes.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  // Nearly every text is of the first kind and padded: it is what its bytes are written as.
  const plain = Buffer.from(text, 'base64')
  if (plain.toString('base64') === text) return plain
  const spelling = /[_-]/.test(text) ? 'base64url' : 'base64'
  const decoded = Buffer.from(text, spelling)
  const bare = text.replace(/={1,2}$/, '')
  const isWhole = bare === text || text.length % 4 === 0
  return isWhole && decoded.toString(spelling).replace(/=+$/, '') === bare ? decoded : undefined
}
