import { row } from './load.ts'
import { talks, type Wanted } from './talks.ts'

/** From a citizen's page to a counsellor's at 200 messages a second: one node on either store, and two nodes with citizen and counsellor at different ones. */
const steady = { counsellors: 5, chats: 60, perSecond: 200, seconds: 8 }
const wanted: Wanted[] = [
  { ...steady, store: 'embedded', nodes: 1 },
  { ...steady, store: 'postgres', nodes: 1 },
  { ...steady, store: 'postgres', nodes: 2 },
]

const rows: ReturnType<typeof row>[] = []
for (const one of wanted) rows.push(row(one, await talks(one)))
console.table(rows)
process.exit()
