import type { Engine } from './engine.ts'

/**
 * The data of an answer, for doors that ask on a caller's behalf.
 * @throws the first error of the answer
 */
export async function ask(
  engine: Engine,
  text: string,
  variables: Record<string, unknown>,
  caller: string,
): Promise<Record<string, unknown>> {
  const { errors, data } = await engine.run(engine.prepare(text), variables, undefined, { caller })
  const [error] = errors ?? []
  if (error) throw error
  return data as Record<string, unknown>
}
