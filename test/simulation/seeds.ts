import { readFile } from 'node:fs/promises'

const FILE = new URL('./seeds.md', import.meta.url)

/** The seeds of `seeds.md`: lines such as `- kill 17: what was wrong`. */
export async function listSeeds(): Promise<{ fault: 'kill' | 'reorg' | 'database'; seed: number }[]> {
  const text = await readFile(FILE, 'utf8')
  return [...text.matchAll(/^- (kill|reorg|database) (\d+)/gm)].map((match) => ({
    fault: match[1] as 'kill' | 'reorg' | 'database',
    seed: Number(match[2]),
  }))
}
