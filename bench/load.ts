import { parseArgs } from 'node:util'
import { median, quantile, round } from './figures.ts'
import { type Heard, mostPerChat, talks, type Wanted } from './talks.ts'

/**
 * `npm run bench load -- --counsellors 5 --chats 60 --rate 200 --seconds 10 --nodes 2 --store postgres`: counsellors × chats × messages a second, on
 * servers of its own. Run it on the machine you mean to use, with nothing else on it.
 */
export function row(wanted: Wanted, heard: Heard) {
  const messages = heard.kept.length
  const times = (all: number[]) => ({ median: round(median(all), 1), p99: round(quantile(all, 0.99), 1) })
  const [kept, toDesk, toCitizen] = [times(heard.kept), times(heard.toDesk), times(heard.toCitizen)]
  return {
    store: wanted.store,
    nodes: wanted.nodes,
    'counsellors × chats': `${wanted.counsellors} × ${wanted.chats}`,
    'asked/s': wanted.perSecond,
    'kept/s': round(messages / heard.seconds, 0),
    'kept ms (median, p99)': `${kept.median}, ${kept.p99}`,
    'to the counsellor ms (median, p99)': `${toDesk.median}, ${toDesk.p99}`,
    'to the citizen ms (median, p99)': `${toCitizen.median}, ${toCitizen.p99}`,
    'processor ms/message': round(heard.processor / messages),
    'MB of a node': Math.round(heard.resident / 2 ** 20),
    failed: heard.failed,
    'clock late ms': Math.round(heard.late),
  }
}

function wantedBy(args: string[]): Wanted {
  const number = (fallback: string) => ({ type: 'string', default: fallback }) as const
  const { values } = parseArgs({
    args,
    options: {
      counsellors: number('5'),
      chats: number('60'),
      rate: number('100'),
      seconds: number('10'),
      nodes: number('1'),
      store: { type: 'string', default: 'embedded' },
    },
  })
  const { store } = values
  if (store !== 'embedded' && store !== 'postgres') throw new Error('--store is embedded or postgres')
  const whole = (name: 'counsellors' | 'chats' | 'rate' | 'seconds' | 'nodes', most: number) => {
    const value = Number(values[name])
    if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`--${name} is a whole number from 1 to ${most}`)
    return value
  }
  const wanted: Wanted = {
    store,
    nodes: whole('nodes', 8),
    counsellors: whole('counsellors', 1000),
    chats: whole('chats', 10_000),
    perSecond: whole('rate', 10_000),
    seconds: whole('seconds', 3600),
  }
  if (store === 'embedded' && wanted.nodes > 1) throw new Error('the embedded store has one node; for more: --store postgres')
  if (wanted.perSecond > wanted.chats * mostPerChat) {
    throw new Error(
      `a chat is let through ${mostPerChat} messages a second: --rate ${wanted.perSecond} needs --chats ${Math.ceil(wanted.perSecond / mostPerChat)} or more`,
    )
  }
  return wanted
}

if (process.argv[1]?.endsWith('bench/load.ts')) {
  let wanted: Wanted
  try {
    wanted = wantedBy(process.argv.slice(2))
  } catch (error) {
    console.error(`load: ${error instanceof Error ? error.message : error}`)
    process.exit(2)
  }
  console.table([row(wanted, await talks(wanted))])
  process.exit()
}
