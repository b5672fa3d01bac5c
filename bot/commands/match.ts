import { z } from 'zod'
import type { TalkContext } from '../../dialogs/context.ts'
import { nearMissView, offerView } from '../../dialogs/offerView.ts'
import type { OfferView } from '../../dialogs/spoken.ts'
import type { Urgency } from '../../dialogs/urgency.ts'
import type { MatchResult } from '../../registry/matching.ts'
import type { OneShot } from '../../registry/oneShot.ts'
import type { Situation } from '../../registry/situation.ts'
import { terminalLocale, terminalWords } from '../terminal.ts'
import { loadUnderstanding } from '../understanding.ts'
import { readArguments, WrongArguments } from './arguments.ts'
import { given, givenOptions, readOneShot, situationHeard } from './given.ts'
import { answerLines } from './jsonLines.ts'

const line = z.object({ id: z.union([z.string(), z.number()], 'an id is missing'), text: z.string('a text is missing'), ...given })

/** `brobygger match`: the offers that fit a text, for people, or for machines with --jsonl. Resolves to the exit code. */
export async function matchCommand(args: string[]): Promise<number> {
  if (args.includes('--jsonl')) {
    const { positionals } = readArguments(args, { jsonl: { type: 'boolean' }, ...givenOptions })
    if (positionals.length > 0) throw new WrongArguments('with --jsonl the texts come on standard input, one JSON object a line')
    return matchLines()
  }
  await printMatches(readOneShot(args, 'brobygger match --age 15 "jeg har ondt i maven og vil ikke i skole"'))
  return 0
}

async function matchLines(): Promise<number> {
  const context = await loadUnderstanding()
  const streams = { input: process.stdin, output: process.stdout, complaints: process.stderr }
  const allHeld = await answerLines(streams, line, ({ id, ...message }) => {
    const { urgency, matches } = understandAndMatch(message, context)
    const offers = matches.map(match => ({
      id: match.offer.id,
      score: Math.round(match.score * 10_000) / 10_000,
      reasons: offerView(match, 'da', context).reasons,
    }))
    return { id, urgency: urgency.level, offers }
  })
  return allHeld ? 0 : 1
}

async function printMatches(message: OneShot): Promise<void> {
  const locale = terminalLocale(process.env)
  const t = terminalWords()
  const context = await loadUnderstanding()
  const { urgency, matches, nearMisses, situation } = understandAndMatch(message, context)
  const print = (words: string) => void process.stdout.write(`${words}\n`)
  if (urgency.level !== 'none') print(`${t(`cli.match.${urgency.level}`)}\n`)
  if (matches.length === 0) print(t('cli.match.nothing'))
  matches.forEach((match, i) => {
    print(`${i + 1}. ${offerLines(offerView(match, locale, context)).join('\n   ')}\n`)
  })
  for (const miss of nearMisses) {
    const { name, missing, door } = nearMissView(miss, locale, situation.role)
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

function understandAndMatch(message: OneShot, context: TalkContext): MatchResult & { urgency: Urgency; situation: Situation } {
  const urgency = context.assess([message.text])
  const situation = situationHeard(message, context.matcher)
  const options = { now: context.now, urgency: urgency.level, kinds: urgency.kinds, surmised: urgency.surmised === true }
  return { urgency, situation, ...context.matcher.match(situation, options) }
}
