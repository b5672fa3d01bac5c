import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parse } from 'yaml'
import { z } from 'zod'
import { startSweeper } from '../../bot/upkeep/sweeper.ts'
import { hire, someoneWaits } from '../desk/office.ts'
import { until } from '../until.ts'
import { beginTalk, type House, openHouse } from './house.ts'
import { createMetricsReader, type MetricsReader } from './metricsReader.ts'

/** What Grafana (schema 39) and Prometheus need of a file; what is not named here they take as it is. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's own variable
const datasource = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('${datasource}') })
const dashboardShape = z.object({
  uid: z.string().max(40),
  title: z.string().min(1),
  schemaVersion: z.literal(39),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.enum(['datasource', 'query']) })) }),
  panels: z.array(
    z
      .object({
        id: z.int(),
        type: z.enum(['row', 'stat', 'timeseries']),
        title: z.string().min(1),
        gridPos: z.strictObject({ x: z.int().min(0), y: z.int().min(0), w: z.int().min(1), h: z.int().min(1) }),
        datasource: datasource.optional(),
        targets: z.array(z.strictObject({ refId: z.string(), datasource, expr: z.string(), legendFormat: z.string() })).default([]),
      })
      .refine(({ type, targets, datasource }) => (type === 'row') === (targets.length === 0 && datasource === undefined)),
  ),
})
const duration = z.string().regex(/^\d+[smhd]$/)
const rule = z.strictObject({
  alert: z.string().regex(/^[A-Z][A-Za-z]+$/),
  expr: z.string(),
  for: duration.optional(),
  labels: z.strictObject({ severity: z.enum(['page', 'warn']) }),
  annotations: z.strictObject({ summary: z.string(), action: z.string() }),
})
const alertsShape = z.strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })) })

describe('The dashboard and the alerts', function () {
  this.timeout(60_000)
  let house: House
  let metrics: MetricsReader
  const dashboard = dashboardShape.parse(JSON.parse(textOf('grafana-dashboard.json')))
  const alerts = alertsShape.parse(parse(textOf('alerts.yaml')))
  const rules = alerts.groups.flatMap(group => group.rules)
  const expressions = [...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)), ...rules.map(({ expr }) => expr)]

  before(async () => {
    house = await openHouse()
    metrics = createMetricsReader(house.url)
    const sweeper = await startSweeper(house.services)
    const maja = await hire(house, 'maja@kommune.dk')
    const page = await maja.sitDown()
    await (await beginTalk(house.url)).say('jeg er ensom')
    await someoneWaits(house)
    await until('somebody waits', () => house.services.desk.board.queue().length === 1)
    await maja.post('/take-next')
    await house.services.store.write('notes/a', 1, 'no such etag').catch(() => undefined)
    house.services.metrics.errors.inc({ kind: 'TypeError' })
    house.services.metrics.teamsRefused.inc({ reason: 'expired' })
    await metrics.look()
    await page.standUp()
    sweeper.close()
  })
  after(() => house.close())

  it('name metrics that are really told, each as what it is', () => {
    const types = metrics.types()
    const named = expressions.flatMap(expr => [...expr.matchAll(/\b(?:brobygger|process|nodejs)_\w+/g)].map(String))
    expect(named).to.have.length.above(30)
    const missing = named.filter(name => !types.has(name) && types.get(name.replace(/_(bucket|sum|count)$/, '')) !== 'histogram')
    expect([...new Set(missing)]).to.deep.equal([])
    for (const expr of expressions) {
      for (const [, name = ''] of expr.matchAll(/\b(?:rate|increase)\((\w+)/g)) {
        const type = types.get(name) ?? types.get(name.replace(/_(bucket|sum|count)$/, ''))
        expect(type, `${name}: only what counts up has a rate`).to.be.oneOf(['counter', 'histogram'])
      }
    }
  })

  it('show or watch over each metric of ours', () => {
    const shown = expressions.join('\n')
    const ours = [...metrics.types().keys()].filter(name => name.startsWith('brobygger_'))
    expect(ours).to.have.length.above(15)
    expect(ours.filter(name => !shown.includes(name))).to.deep.equal([])
  })

  it('ask for labels, and values of labels, that the metrics have', () => {
    const samples = metrics.samples()
    const labelsOf = (name: string) => new Set(samples.filter(sample => sample.name === name).flatMap(({ labels }) => Object.keys(labels)))
    const fromPrometheus = ['job', 'instance']
    for (const expr of expressions) {
      for (const [, name = '', selector = ''] of expr.matchAll(/\b((?:brobygger|process|nodejs)_\w+)\{([^}]*)\}/g)) {
        for (const [, label = ''] of selector.matchAll(/(\w+)\s*!?[=~]/g)) {
          if (!fromPrometheus.includes(label)) expect([...labelsOf(name)], `${label} of ${name}`).to.include(label)
        }
      }
      for (const [, by = ''] of expr.matchAll(/\bby \(([^)]*)\)/g)) {
        const all = [...expr.matchAll(/\b(?:brobygger|process|nodejs)_\w+/g)].flatMap(([name]) => [...labelsOf(name)])
        for (const label of by.split(/,\s*/)) expect([...all, ...fromPrometheus], expr).to.include(label)
      }
    }
    for (const { expr, annotations } of rules) {
      for (const [, label = ''] of Object.values(annotations)
        .join(' ')
        .matchAll(/\$labels\.(\w+)/g)) {
        expect(['instance', ...[...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, by = '']) => by.split(/,\s*/))]).to.include(label)
      }
    }
  })

  it('are written without slips: brackets close, names are their own, panels do not lie over each other', () => {
    for (const expr of expressions) expect(closes(expr), expr).to.equal(true)
    expect(new Set(rules.map(({ alert }) => alert)).size).to.equal(rules.length)
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).to.equal(dashboard.panels.length)
    const taken = new Set<string>()
    for (const { gridPos, title } of dashboard.panels) {
      expect(gridPos.x + gridPos.w, title).to.be.at.most(24)
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x} ${y}`), title).to.equal(false)
          taken.add(`${x} ${y}`)
        }
      }
    }
    for (const { targets } of dashboard.panels) expect(new Set(targets.map(({ refId }) => refId)).size).to.equal(targets.length)
  })

  it('are each explained to the operator', () => {
    const operations = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
    expect(rules.map(({ alert }) => alert).filter(alert => !operations.includes(alert))).to.deep.equal([])
  })
})

function textOf(file: string): string {
  return readFileSync(new URL(`../../deploy/${file}`, import.meta.url), 'utf8')
}

function closes(expression: string): boolean {
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' }
  const open: string[] = []
  for (const sign of expression.replace(/"[^"]*"/g, '""')) {
    if ('([{'.includes(sign)) open.push(sign)
    else if (sign in pairs && open.pop() !== pairs[sign]) return false
  }
  return open.length === 0
}
