import { readFile } from 'node:fs/promises'

const FILE = new URL('./seeds.md', import.meta.url)

type SeededFault = 'kill' | 'reorg' | 'market' | 'lies' | 'sick' | 'downtime' | 'database' | 'lake'

/** The seeds of `seeds.md`: lines such as `- kill 17: what was wrong`. A line of another form is a mistake there. */
export async function listSeeds(): Promise<{ fault: SeededFault; seed: number }[]> {
  const text = await readFile(FILE, 'utf8')
  return [...text.matchAll(/^- .*$/gm)].map(([line]) => {
    const [, fault, seed] =
      /^- (kill|reorg|market|lies|sick|downtime|database|lake) (\d+): ./.exec(line) ?? []
    if (seed === undefined) throw new Error(`seeds.md: ${line}`)
    return { fault: fault as SeededFault, seed: Number(seed) }
  })
}
