import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Peer } from './peer.ts'

/**
 * PostgreSQL's Danish text search with ts_rank_cd over weighted fields, pg_trgm's word similarity beside it for misspelt words, a GIN index
 * each and one on the municipality. undefined: no server on this machine (Debian: `apt-get install postgresql`).
 */
export function postgres(): Peer | undefined {
  const programs = findPrograms()
  if (programs === undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-bench-pg-'))
  chmodSync(folder, 0o777)
  const client = new pg.Client({ host: folder, user: 'bench', database: 'postgres' })
  let backend = ''
  const run = (program: string, ...args: string[]) => asOwner(join(programs, program), args)

  return {
    name: 'PostgreSQL (da text search + pg_trgm)',
    async build(documents) {
      run('initdb', '-D', join(folder, 'data'), '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--no-sync')
      run('pg_ctl', '-D', join(folder, 'data'), '-w', '-l', join(folder, 'log'), '-o', `-k ${folder} -c listen_addresses=''`, 'start')
      await client.connect()
      await client.query(schema)
      for (let from = 0; from < documents.length; from += 5000) {
        await client.query('insert into document select * from json_populate_recordset(null::document, $1)', [
          JSON.stringify(documents.slice(from, from + 5000)),
        ])
      }
      await client.query(indexes)
      backend = (await client.query<{ pid: string }>('select pg_backend_pid()::text as pid')).rows[0]?.pid ?? ''
    },
    async search(text, municipality) {
      const { rows } = await client.query<{ id: string }>({ name: 'match', text: query, values: [text, municipality] })
      return rows.map(row => row.id)
    },
    // Linux tells what a process has used of the processor in nanoseconds.
    work: () => (backend === '' ? 0 : Number(readFileSync(`/proc/${backend}/schedstat`, 'utf8').split(' ')[0]) / 1e6),
    async size() {
      const { rows } = await client.query<{ bytes: string }>("select pg_total_relation_size('document') as bytes")
      return Number(rows[0]?.bytes)
    },
    async close() {
      await client.end()
      run('pg_ctl', '-D', join(folder, 'data'), '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const schema = `
  create extension pg_trgm;
  create table document (id text, municipality text, name text, summary text, words text)`

const indexes = `
  alter table document add column texts tsvector;
  update document set texts = setweight(to_tsvector('danish', name), 'A') || setweight(to_tsvector('danish', words), 'B')
    || setweight(to_tsvector('danish', summary), 'C');
  create index on document using gin (texts);
  create index on document using gin (name gin_trgm_ops);
  create index on document (municipality);
  analyze document`

const query = `
  with asked as (select nullif(replace(plainto_tsquery('danish', $1)::text, '&', '|'), '')::tsquery as words)
  select id from document, asked
  where municipality in ($2, '') and (texts @@ asked.words or $1 <% name)
  order by ts_rank_cd(texts, asked.words, 1) + 0.2 * word_similarity($1, name) desc nulls last
  limit 20`

function findPrograms(): string | undefined {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort() : []
  return versions.map(version => `/usr/lib/postgresql/${version}/bin`).findLast(path => existsSync(join(path, 'initdb')))
}

/** PostgreSQL refuses to run as root. */
function asOwner(program: string, args: string[]): void {
  const isRoot = process.getuid?.() === 0
  const command = isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args] : [program, ...args]
  execFileSync(command[0]!, command.slice(1), { stdio: 'ignore', cwd: tmpdir() }) // the list is never empty
}
