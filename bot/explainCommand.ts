import { readArguments, WrongArguments } from './arguments.ts'
import { terminalWords } from './terminal.ts'
import { loadUnderstanding } from './understanding.ts'

/** `brobygger explain "tekst"`: which words led to which theme, fact, urgency and offer. Resolves to the exit code. */
export async function explainCommand(args: string[]): Promise<number> {
  const { positionals } = readArguments(args, {})
  const text = positionals.join(' ')
  if (text.trim() === '') throw new WrongArguments('the text is missing: brobygger explain "min søn på 9 vil ikke i skole"')
  const t = terminalWords()
  const { matcher, assess, registry, now } = await loadUnderstanding()
  const { themes, facts, role, age, grade, district } = matcher.understand(text)
  const { level, kinds, about, because } = assess([text])
  const situation = matcher.hear({ facts: {}, themes: [], words: [] }, text)
  const name = (id: string) => registry.themes.find(theme => theme.id === id)?.name.da ?? id
  const list = (items: unknown[]) => items.filter(item => item !== undefined && item !== '').join(', ') || '-'
  const lines = [
    `${t('cli.explain.urgency')}: ${list([level, ...kinds, level === 'none' ? '' : about])} ← ${list(because)}`,
    `${t('cli.explain.situation')}: ${list([role, age, grade && `${grade}. klasse`, district])}`,
    `${t('cli.explain.facts')}: ${list(Object.entries(facts).map(([id, is]) => `${id}=${is ? t('cli.explain.yes') : t('cli.explain.no')}`))}`,
    `${t('cli.explain.themes')}:`,
    ...themes.map(({ theme, weight, words }) => `  ${weight.toFixed(2)}  ${name(theme)} ← ${list(words)}`),
    `${t('cli.explain.offers')}:`,
    ...matcher
      .rank(situation, { now, urgency: level, kinds, limit: 5 })
      .slice(0, 5)
      .map(
        ({ offer, score, reasons, unknown }) =>
          `  ${score.toFixed(3)}  ${offer.id} ← ${list(reasons.map(({ key, values }) => `${key} ${values ? JSON.stringify(values) : ''}`.trim()))}` +
          (unknown.length > 0 ? ` (${t('cli.explain.unknown')}: ${list(unknown)})` : ''),
      ),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return 0
}
