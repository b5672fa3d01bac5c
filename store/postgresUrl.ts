/** Whether it is the address of a PostgreSQL database, with the database's name. */
export function isDatabaseUrl(text: string): boolean {
  const url = parsed(text)
  return url !== undefined && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1
}

/** Where it is, without who and how: host:port/database. */
export function placeOf(text: string): string {
  const url = parsed(text)
  return url ? `${url.searchParams.get('host') ?? url.hostname}:${url.port || '5432'}${url.pathname}` : 'the database'
}

/** With a socket of the machine there is no host, and URL wants one. */
function parsed(text: string): URL | undefined {
  return URL.parse(text.replace('@/', '@localhost/')) ?? undefined
}
