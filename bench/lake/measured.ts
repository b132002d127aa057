/** What work in this process cost; memory is looked at every 20 ms. */
export async function measured<T>(work: () => Promise<T>) {
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  let peak = process.memoryUsage.rss()
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  try {
    const result = await work()
    const { user, system } = process.cpuUsage(cpu)
    return {
      result,
      seconds: (performance.now() - began) / 1000,
      cpuSeconds: (user + system) / 1e6,
      peakMb: peak / 2 ** 20,
    }
  } finally {
    clearInterval(timer)
  }
}
