import type { Web } from '../../web/build.ts'
import { builtWeb } from '../../web/built.ts'

let built: Promise<Web> | undefined

/** The pages, built at the first start in this process. One that does not build stops the start: nobody handles that rejection. */
export function builtOnce(): Promise<Web> {
  built ??= builtWeb()
  return built
}
