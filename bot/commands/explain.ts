import type { Urgency } from '../../dialogs/urgency.ts'
import type { Translate } from '../../locales/translate.ts'
import { explainReading, type Step } from '../../registry/explain.ts'
import type { Weighed } from '../../registry/match.ts'
import type { Situation } from '../../registry/situation.ts'
import { terminalLocale, terminalWords } from '../terminal.ts'
import { loadUnderstanding } from '../understanding.ts'
import { givenOptions, readOneShot, situationHeard } from './given.ts'

/** How many offers are explained. */
const explained = 5

/** `brobygger explain "tekst"`: step by step which words led to which theme, fact, urgency and offer. Resolves to the exit code. */
export async function explainCommand(args: string[]): Promise<number> {
  const message = readOneShot(args, `brobygger explain [--${Object.keys(givenOptions).join('] [--')}] "min søn på 9 vil ikke i skole"`)
  const t = terminalWords()
  const locale = terminalLocale(process.env)
  const { matcher, assess, registry, now } = await loadUnderstanding()
  const urgency = assess([message.text])
  const situation = situationHeard(message, matcher)
  const options = { now, urgency: urgency.level, kinds: urgency.kinds, surmised: urgency.surmised === true }
  const themeName = (id: string) => registry.themes.find(theme => theme.id === id)?.name[locale] ?? id
  const factName = (id: string) => t(`facts.${id}.label`)
  const lines = [
    danger(urgency, t),
    `${t('cli.explain.situation')}: ${list([situation.role, situation.age, situation.grade && `${situation.grade}. klasse`, situation.district])}`,
    `${t('cli.explain.steps')}:`,
    ...explainReading(matcher.read(message.text, situation.role)).map(step => stepLine(step, themeName, t)),
    `${t('cli.explain.themes')}:`,
    ...situation.themes.map(({ theme, weight, words }) => `  ${weight.toFixed(2)}  ${themeName(theme)} ← ${list(words)}`),
    `${t('cli.explain.facts')}: ${facts(situation, factName, t)}`,
    `${t('cli.explain.offers')}:`,
    ...matcher
      .weigh(situation, options)
      .slice(0, explained)
      .flatMap(weighed => offerLines(weighed, themeName, factName, t)),
    `${t('cli.explain.first')}: ${list(matcher.match(situation, options).matches.map(({ offer }) => offer.id))}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

const list = (items: readonly unknown[]) => items.filter(item => item !== undefined && item !== '').join(', ') || '-'

const danger = ({ level, kinds, about, because }: Urgency, t: Translate) =>
  `${t('cli.explain.urgency')}: ${list([level, ...kinds, level === 'none' ? '' : about])} ← ${list(because)}`

/** The words as written, how each was read, the line of the thesaurus they met, and why it counts less. */
function stepLine({ written, line, theme, weight, read, because }: Step, themeName: (id: string) => string, t: Translate): string {
  const how = [...read.map(way => t(`cli.explain.read.${way}`)), because === undefined ? '' : t(`cli.explain.why.${because}`)]
  return `  ${weight.toFixed(2)}  "${written}" → ${line} → ${themeName(theme)} (${list(how)})`
}

const facts = ({ facts: told }: Situation, factName: (id: string) => string, t: Translate) =>
  list(Object.entries(told).map(([id, is]) => `${factName(id)}: ${is ? t('cli.explain.yes') : t('cli.explain.no')}`))

/** Where an offer's score comes from, part by part. */
function offerLines(
  { offer, score, fit, taught, because, own, unknown }: Weighed,
  themeName: (id: string) => string,
  factName: (id: string) => string,
  t: Translate,
): string[] {
  const whom = (id: string) => (id === 'age' || id === 'role' ? id : factName(id))
  return [
    `  ${score.toFixed(3)}  ${offer.id}`,
    ...fit.themes.slice(0, 3).map(({ hit, gain }) => part(gain, t('cli.explain.heard'), themeName(hit.theme), hit.words)),
    ...(fit.own > 0 ? [part(fit.own, t('cli.explain.own'), undefined, own)] : []),
    ...(taught === 0 ? [] : [part(taught, t('cli.explain.taught'), because && themeName(because.theme), because?.words ?? [])]),
    ...(fit.likely < 1
      ? [`         × ${fit.likely.toFixed(2)} ${t('cli.explain.likely')} (${t('cli.explain.unknown')}: ${list(unknown.map(whom))})`]
      : []),
  ]
}

const part = (gain: number, from: string, theme: string | undefined, words: readonly string[]) =>
  `         ${gain < 0 ? '-' : '+'} ${Math.abs(gain).toFixed(2)} ${from}: ${list([theme])} ← ${list(words)}`
