/** The few things that the tests ask of it; its own types are a package of their own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export interface Context {
    path: string
    body: Record<string, unknown>
    response: { body: unknown }
  }

  export default class Provider {
    proxy: boolean
    constructor(issuer: string, configuration: Record<string, unknown>)
    callback(): (req: IncomingMessage, res: ServerResponse) => void
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void
    on(event: string, listener: (...args: unknown[]) => void): void
    interactionFinished(req: IncomingMessage, res: ServerResponse, result: unknown): Promise<void>
  }
}
