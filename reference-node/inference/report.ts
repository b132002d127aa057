import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import { WALLS } from './child/walls.ts'
import type { InferencePool } from './pool.ts'

/** Says in the log and in `assay_replay_walls` which walls stand around models on this machine, and whether they are run. */
export async function reportWalls(pool: InferencePool, registry: Registry, log: Logger): Promise<void> {
  const gauge = new Gauge({
    name: 'assay_replay_walls',
    help: '1 while a wall around the runs of models stands, 0 while it does not',
    labelNames: ['wall'],
    registers: [registry],
  })
  try {
    const { walls, missing, reasons } = await pool.inspect()
    for (const wall of WALLS) gauge.set({ wall }, walls.includes(wall) ? 1 : 0)
    const open = WALLS.filter((wall) => !walls.includes(wall))
    if (missing.length > 0)
      log.error(
        { walls, missing, reasons },
        `models are not run: set ASSAY_REPLAY_WITHOUT_WALLS=${missing.join(',')} to accept that these walls are missing`,
      )
    else if (open.length > 0) log.warn({ walls, open, reasons }, 'models are run with walls missing')
    else log.info({ walls }, 'models are run behind every wall')
  } catch (error) {
    log.error({ err: error }, 'no child that could run models started; claims about models wait')
  }
}
