import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { parse } from 'yaml'
import { z } from 'zod'
import { readConfig } from '../../bot/config.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const textOf = (path: string) => readFileSync(`${root}${path}`, 'utf8')
/** Every setting that bot/ reads, wherever its shape stands. */
const name = /^ {2}((?:BROBYGGER|DATABASE|NODE)_[A-Z_]+|PORT|ChannelService|MicrosoftApp\w+): /gm
const settings = [
  ...new Set(
    readdirSync(`${root}bot`, { encoding: 'utf8', recursive: true })
      .filter(file => file.endsWith('.ts'))
      .flatMap(file => [...textOf(`bot/${file}`).matchAll(name)].map(([, found = '']) => found)),
  ),
]

/** What the Compose specification says of the parts that are used here; anything else is a slip of the pen. */
const healthcheck = z.strictObject({
  test: z.array(z.string()).refine(([how]) => how === 'CMD' || how === 'CMD-SHELL'),
  interval: z.string().regex(/^\d+s$/),
  timeout: z.string().regex(/^\d+s$/),
  retries: z.int(),
  start_period: z.string().optional(),
})
const serviceShape = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_started']) })).optional(),
  networks: z.array(z.string()),
  ports: z.array(z.string().regex(/^\d+:\d+(\/udp)?$/)).default([]),
  volumes: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).default([]),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  healthcheck: healthcheck.optional(),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  restart: z.literal('unless-stopped'),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
})
const composeShape = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  'x-node': z.unknown(),
  services: z.record(z.string(), serviceShape),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.strictObject({})),
})

describe('The settings of the example', () => {
  const lines = [...textOf('.env.example').matchAll(/^# ([A-Za-z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({ name, value }))
  const ofCompose = [...textOf('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name)

  it('are all there are, each once', () => {
    expect(settings).to.include('PORT').and.to.include('DATABASE_URL').and.to.include('MicrosoftAppId')
    const names = lines.map(({ name }) => name)
    expect(new Set(names).size).to.equal(names.length)
    expect(settings.filter(name => !names.includes(name))).to.deep.equal([])
    expect(names.filter(name => !settings.includes(name) && !ofCompose.includes(name))).to.deep.equal([])
    expect(ofCompose.filter(name => !names.includes(name ?? ''))).to.deep.equal([])
  })

  it('hold as they stand there', () => {
    const given = Object.fromEntries(lines.map(({ name, value }) => [name, value]))
    const secrets = {
      BROBYGGER_KEY: Buffer.alloc(32).toString('base64'),
      BROBYGGER_OIDC_CLIENT_ID: 'a',
      BROBYGGER_OIDC_CLIENT_SECRET: 'b',
      BROBYGGER_HUB_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
    }
    expect(() => readConfig({ ...given, ...secrets })).not.to.throw()
    expect(
      Object.entries(given).filter(([name, value]) => /KEY|PASSWORD/.test(name) && name.startsWith('BROBYGGER') && value !== ''),
    ).to.deep.equal([])
  })
})

describe('The Containerfile', () => {
  const instructions = instructionsOf(textOf('Containerfile'))
  const last = instructions.slice(instructions.findLastIndex(({ word }) => word === 'FROM'))
  const only = (word: string) => last.filter(instruction => instruction.word === word).map(({ rest }) => rest)

  it('has instructions that exist, in stages that exist', () => {
    const known = 'ARG FROM WORKDIR COPY RUN ENV USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD'.split(' ')
    expect(instructions.map(({ word }) => word).filter(word => !known.includes(word))).to.deep.equal([])
    const stages = instructions.flatMap(({ word, rest }) => (word === 'FROM' ? (/ AS (\w+)$/.exec(rest)?.[1] ?? []) : []))
    const used = instructions.flatMap(({ rest }) => /--from=(\S+)/.exec(rest)?.[1] ?? [])
    expect(used.filter(stage => !stages.includes(stage))).to.deep.equal([])
    const made = new Set(instructions.filter(({ word }) => word === 'ARG').map(({ rest }) => rest.split('=')[0]))
    for (const [, name] of textOf('Containerfile').matchAll(/FROM \$\{(\w+)\}/g)) expect(made.has(name ?? '')).to.equal(true)
  })

  it('copies what is there, and every room that is needed', () => {
    const copied = instructions
      .filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
    expect(copied.filter(path => !existsSync(`${root}${path}`))).to.deep.equal([])
    const rooms = new Set(readdirSync(`${root}bot`, { recursive: true, encoding: 'utf8' }).flatMap(roomsNamedIn))
    expect([...rooms].filter(room => !copied.includes(room))).to.deep.equal([])
    const letIn = textOf('.dockerignore')
      .split('\n')
      .flatMap(line => (line.startsWith('!') ? line.slice(1) : []))
    expect(copied.filter(path => !letIn.includes(path))).to.deep.equal([])
  })

  it('runs as nobody special, is looked after, and stops as the server is stopped', () => {
    expect(only('USER')).to.deep.equal(['node'])
    expect(last.findIndex(({ word }) => word === 'USER')).to.be.greaterThan(
      last.findLastIndex(({ word }) => word === 'RUN' || word === 'COPY'),
    )
    expect(only('HEALTHCHECK')[0]).to.include('/healthz')
    expect(only('STOPSIGNAL')).to.deep.equal(['SIGTERM'])
    expect(only('EXPOSE')).to.deep.equal([String(readConfig({}).port)])
    const [program, file] = JSON.parse(only('ENTRYPOINT')[0] ?? '[]')
    expect(program).to.equal('node')
    expect(existsSync(`${root}${file}`)).to.equal(true)
    expect(JSON.parse(only('CMD')[0] ?? '[]')).to.deep.equal(['start'])
    const names = only('ENV').flatMap(rest => [...rest.matchAll(/(\w+)=/g)].map(([, name = '']) => name))
    expect(names.filter(name => !settings.includes(name))).to.deep.equal([])
    expect(names.filter(name => /KEY|PASSWORD|URL/.test(name))).to.deep.equal([])
  })
})

describe('The compose file', () => {
  const { services, networks, volumes } = composeShape.parse(parse(textOf('compose.yaml'), { merge: true }))
  const nodes = Object.entries(services).filter(([, { build }]) => build !== undefined)
  const all = Object.entries(services)

  it('has two equal nodes, PostgreSQL and a proxy, each looked after', () => {
    expect(Object.keys(services).sort()).to.deep.equal(['database', 'node-a', 'node-b', 'proxy'])
    expect(nodes.map(([, node]) => node)).to.deep.equal([nodes[0]?.[1], nodes[0]?.[1]])
    expect(
      all.filter(([name, { healthcheck }]) => healthcheck === undefined && !name.startsWith('node-')).map(([name]) => name),
    ).to.deep.equal([])
  })

  it('names only what it has: services, networks, volumes, files', () => {
    for (const [name, service] of all) {
      for (const other of Object.keys(service.depends_on ?? {})) expect(Object.keys(services), name).to.include(other)
      for (const network of service.networks) expect(Object.keys(networks), name).to.include(network)
      for (const mount of service.volumes) {
        const [from = '', to = ''] = mount.split(':')
        expect(to, mount).to.match(/^\//)
        if (from.startsWith('./deploy/')) expect(existsSync(`${root}${from}`), from).to.equal(true)
        else if (!from.startsWith('./')) expect(Object.keys(volumes), from).to.include(from)
      }
      if (service.build) expect(existsSync(`${root}${service.build.dockerfile}`)).to.equal(true)
    }
  })

  it('gives nodes settings that they know, all of them, and holds no secret: each comes from outside', () => {
    // The connector on this machine is refused in production.
    const ofImage = ['PORT', 'BROBYGGER_DATA', 'BROBYGGER_TEAMS_CONNECTOR']
    for (const [, { environment }] of nodes) {
      expect(Object.keys(environment).sort()).to.deep.equal(settings.filter(name => !ofImage.includes(name)).sort())
    }
    for (const [name, { environment }] of all) {
      for (const [setting, value] of Object.entries(environment)) {
        if (/KEY|PASSWORD|URL|SECRET/.test(setting))
          expect(value, `${name} ${setting}`).to.match(/^(postgres:\/\/\w+:)?\$\{\w+:(-|\?[^}]+)\}(@[\w:/]+)?$/)
      }
    }
    const given = {
      BROBYGGER_KEY: Buffer.alloc(32).toString('base64'),
      BROBYGGER_ORIGINS: 'https://www.kommune.dk',
      DATABASE_PASSWORD: 'a1',
    }
    for (const [, { environment }] of nodes) expect(readConfig(filledIn(environment, given)).databaseUrl).to.include('@database:5432/')
  })

  it('opens the proxy alone to the world, and gives nodes nothing to write on but what they need', () => {
    expect(all.filter(([, { ports }]) => ports.length > 0).map(([name]) => name)).to.deep.equal(['proxy'])
    expect(services.database?.networks).to.deep.equal(['back'])
    expect(networks.back).to.deep.equal({ internal: true })
    for (const [, node] of nodes) {
      expect(node).to.deep.include({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
      expect(node.tmpfs.map(place => place.split(':')[0])).to.deep.equal(['/tmp', '/var/lib/brobygger'])
    }
  })

  it('has a proxy that knows both nodes, asks whether they are ready, and shows no one the metrics', () => {
    const caddy = textOf('deploy/Caddyfile').replace(/^\s*#.*$/gm, '')
    const port = readConfig({}).port
    for (const [name] of nodes) expect(caddy).to.include(`${name}:${port}`)
    expect(caddy)
      .to.include('health_uri /readyz')
      .and.to.match(/@inside path .*\/metrics/)
    expect(caddy).not.to.match(/^\s*log\b/m)
    for (const [, name = ''] of caddy.matchAll(/\{\$(\w+)\}/g)) expect(Object.keys(services.proxy?.environment ?? {})).to.include(name)
    expect(caddy.split('{').length).to.equal(caddy.split('}').length)
  })

  it('sets the database as erasing needs it', () => {
    const command = services.database?.command?.join(' ') ?? ''
    for (const setting of ['wal_recycle=off', 'wal_keep_size=0', 'archive_mode=off']) expect(command).to.include(setting)
    for (const [, name = ''] of textOf('deploy/database.sh').matchAll(/\$(DATABASE_\w+)/g)) {
      expect(Object.keys(services.database?.environment ?? {})).to.include(name)
    }
  })
})

function instructionsOf(file: string): { word: string; rest: string }[] {
  return file
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
      return { word, rest: rest.trim() }
    })
}

/** The folders that a file of bot/ reaches for above itself. */
function roomsNamedIn(file: string): string[] {
  if (!file.endsWith('.ts')) return []
  const code = textOf(`bot/${file}`)
  return [...code.matchAll(/'(?:\.\.\/)+([a-z]+)\//g)].flatMap(([, room = '']) => (existsSync(`${root}${room}`) ? room : []))
}

/** As compose fills in ${NAME:?…} and ${NAME:-default}. */
function filledIn(environment: Record<string, string>, given: Record<string, string>): Record<string, string> {
  const fill = (value: string) => value.replace(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_, name: string, other = '') => given[name] ?? other)
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]))
}
