// The package has no types of its own: what is used of it.
declare module 'autocannon' {
  interface Options {
    url: string
    method: 'POST'
    headers: Record<string, string>
    requests: { setupRequest(request: object): object }[]
    connections: number
    duration: number
  }
  interface Result {
    readonly non2xx: number
    readonly errors: number
    readonly duration: number
    readonly requests: { readonly total: number }
  }
  // Named exports are the house rule; this one is another's.
  // biome-ignore lint/style/noDefaultExport: the package's own export
  export default function autocannon(options: Options): Promise<Result>
}
