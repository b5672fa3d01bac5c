/** The kind of an error and where in our code it happened; its message might hold someone's words. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const place = error.stack?.split('\n').find(line => /^\s+at .*\/(bot|desk|dialogs|registry|store|locales)\//.test(line))
  return `${error.name}${place ? ` ${place.trim().replace(/.*\/((bot|desk|dialogs|registry|store|locales)\/)/, '$1')}` : ''}`
}
