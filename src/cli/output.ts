/** A reader of our output that leaves early (`| head`) ends neither the command nor its exit code. */
export function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
}

/**
 * Ends the process when all of its output is with its readers. It is ended, and not left to end, because native
 * libraries may hold handles open.
 */
export async function finish(): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(drain))
  process.exit()
}

function drain(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((done) => {
    if (stream.writableLength === 0 || stream.destroyed) return done()
    // Called when everything before it was taken, or when the reader is gone.
    stream.write('', () => done())
  })
}
