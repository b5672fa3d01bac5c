import { z } from 'zod'
import type { TalkContext } from '../dialogs/context.ts'
import { nearMissView, offerView } from '../dialogs/offerView.ts'
import type { OfferView } from '../dialogs/spoken.ts'
import type { Urgency } from '../dialogs/urgency.ts'
import type { MatchResult } from '../registry/matching.ts'
import { emptySituation, role, type Situation } from '../registry/situation.ts'
import { readArguments, WrongArguments } from './arguments.ts'
import { defaultMunicipality } from './config.ts'
import { answerLines } from './jsonLines.ts'
import { terminalLocale, terminalWords } from './terminal.ts'
import { loadUnderstanding } from './understanding.ts'

/** What is given beside the text; it stands, whatever the text says. `other` is a grown-up of whom we do not know more. */
const given = {
  role: z.enum([...role.options, 'other'], `one of ${role.options.join(', ')}, other, or null`).nullish(),
  age: z.number('a number of years, or null').min(0, 'from 0').max(120, 'to 120').nullish(),
  municipality: z.string('the id of a municipality, or null').nullish(),
}
const line = z.object({ id: z.union([z.string(), z.number()], 'an id is missing'), text: z.string('a text is missing'), ...given })
type Given = { [key in keyof typeof given]?: z.infer<(typeof given)[key]> | undefined }

/** `brobygger match`: the offers that fit a text, for people, or for machines with --jsonl. Resolves to the exit code. */
export async function matchCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    jsonl: { type: 'boolean' },
    municipality: { type: 'string' },
    age: { type: 'string' },
    role: { type: 'string' },
  })
  if (values.jsonl) {
    if (positionals.length > 0) throw new WrongArguments('with --jsonl the texts come on standard input, one JSON object a line')
    return matchLines()
  }
  const text = positionals.join(' ')
  if (text.trim() === '')
    throw new WrongArguments('the text is missing: brobygger match --age 15 "jeg har ondt i maven og vil ikke i skole"')
  const { municipality = defaultMunicipality, role: asks, age } = values
  const told = z.object(given).safeParse({ municipality, role: asks, age: age === undefined ? undefined : Number(age.replace(',', '.')) })
  if (!told.success) throw new WrongArguments(told.error.issues.map(issue => `--${issue.path.join('.')}: ${issue.message}`).join('; '))
  await printMatches(text, told.data)
  return 0
}

async function matchLines(): Promise<number> {
  const context = await loadUnderstanding()
  const streams = { input: process.stdin, output: process.stdout, complaints: process.stderr }
  const allHeld = await answerLines(streams, line, ({ id, text, ...told }) => {
    const { urgency, matches } = understandAndMatch(text, told, context)
    const offers = matches.map(match => ({
      id: match.offer.id,
      score: Math.round(match.score * 10_000) / 10_000,
      reasons: offerView(match, 'da', context).reasons,
    }))
    return { id, urgency: urgency.level, offers }
  })
  return allHeld ? 0 : 1
}

async function printMatches(text: string, told: Given): Promise<void> {
  const locale = terminalLocale(process.env)
  const t = terminalWords()
  const context = await loadUnderstanding()
  const { urgency, matches, nearMisses } = understandAndMatch(text, told, context)
  const print = (words: string) => void process.stdout.write(`${words}\n`)
  if (urgency.level !== 'none') print(`${t(`cli.match.${urgency.level}`)}\n`)
  if (matches.length === 0) print(t('cli.match.nothing'))
  matches.forEach((match, i) => {
    print(`${i + 1}. ${offerLines(offerView(match, locale, context)).join('\n   ')}\n`)
  })
  for (const miss of nearMisses) {
    const { name, missing, door } = nearMissView(miss, locale)
    print(`${t('cli.match.nearMiss', { name, missing })} ${door}`)
  }
}

function offerLines({ name, provider, summary, reasons, hours, firstStep, contacts, notes }: OfferView): string[] {
  return [
    `${name} (${provider})`,
    summary,
    ...reasons.map(reason => `• ${reason}`),
    ...(hours ? [hours] : []),
    `→ ${firstStep.contact}`,
    ...contacts.map(({ label, value }) => `${label}: ${value}`),
    ...notes,
  ]
}

function understandAndMatch(text: string, told: Given, context: TalkContext): MatchResult & { urgency: Urgency } {
  const urgency = context.assess([text])
  const known: Partial<Situation> = {
    ...(told.role && told.role !== 'other' && { role: told.role }),
    ...(typeof told.age === 'number' && { age: told.age }),
    ...(told.municipality && { municipality: told.municipality }),
  }
  const situation = { ...context.matcher.hear({ ...emptySituation(), ...known }, text), ...known }
  const options = { now: context.now, urgency: urgency.level, kinds: urgency.kinds }
  return { urgency, ...context.matcher.match(situation, options) }
}
