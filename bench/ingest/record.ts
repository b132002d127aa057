import { join } from 'node:path'
import { Recorded } from '../recorded.ts'
import { renderScenes, renderShort } from './report.ts'
import type { Scene } from './samples.ts'

/** What the bench wrote last about each chain. */
export const SCENES = new Recorded<Scene>(join(import.meta.dirname, 'figures.json'), ({ scene }) => scene, [
  renderShort,
  renderScenes,
])
