/** What a language model's tokenizer splits finely: addresses and hashes, long numbers. */
const DENSE = /0x[0-9a-fA-F]{8,}|\d{6,}/g
const CHARACTERS_PER_TOKEN = 3.5
const DENSE_CHARACTERS_PER_TOKEN = 2

/** About how many tokens a text is: 3.5 characters each, 2 in hexadecimal and long numbers. */
export function countTokens(text: string): number {
  let dense = 0
  for (const [run] of text.matchAll(DENSE)) dense += run.length
  return Math.ceil((text.length - dense) / CHARACTERS_PER_TOKEN + dense / DENSE_CHARACTERS_PER_TOKEN)
}
