import { installEngines } from './install.ts'

// `node serve.ts FOLDER PORT`: the engine behind HTTP, installed first where it is not here. Its first line is its port.
await installEngines()
await import('./server.ts')
