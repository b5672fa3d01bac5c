import type { CompiledRisk } from '../registry/riskCompiled.ts'
import type { RiskData } from '../registry/riskData.ts'
import type { RiskWeights } from '../registry/riskWeights.ts'
import { becauseOf } from './urgency/because.ts'
import { chunks } from './urgency/chunks.ts'
import { compileRisk } from './urgency/compile.ts'
import { createEar } from './urgency/ear.ts'
import type { Word } from './urgency/reading.ts'
import type { Hit } from './urgency/rules.ts'
import { createSecondVoice, type Opinion } from './urgency/secondVoice.ts'
import { createWhom, type Whom } from './urgency/whom.ts'

export type Level = 'none' | 'concern' | 'acute'
export type RiskKind =
  | 'suicide'
  | 'selfharm'
  | 'overdose'
  | 'violence'
  | 'sexual'
  | 'eating'
  | 'runaway'
  | 'psychosis'
  | 'harmOthers'
  | 'danger'

export interface Urgency {
  level: Level
  kinds: RiskKind[]
  /** About the one who writes, or about someone they worry for. */
  about: 'self' | 'other'
  /** The words that decided, as they were written; for the counsellor's card and for `brobygger explain`. */
  because: string[]
  /** No rule named it, and the second voice (dialogs/urgency/secondVoice.ts) is not sure: it is heard between the words. */
  surmised?: true
}

/** The last few messages of the citizen, oldest first (split sentences); the newest decides with its neighbours. */
export type Assess = (texts: readonly string[]) => Urgency

export const calm: Urgency = { level: 'none', kinds: [], about: 'self', because: [] }

/** How many messages are read together. */
const neighbours = 3
/** Loud pieces of a long text, after which the others need not be heard. */
const enough = 8

/** So long a denial is, "nej" and the like included, and so near its end the negation stands: not that of another clause. */
const mostDenied = 7
const nearEnd = 2
const denies: ReadonlySet<string> = new Set(['ikke', 'not'])
const noDenial: ReadonlySet<string> = new Set(['hvorfor', 'må', 'kan', 'bare', 'når', 'hvis', 'why', 'can', 'may', 'when', 'if'])
/** A sentence by itself must be so much clearer, have so many words, and is one of so many that are heard. */
const alone = 0.5
const shortest = 3
const mostSentences = 40

/**
 * Two voices, built once: rules over classes of words (data/risk/rules), and a small classifier trained from our own lines
 * (data/risk/weights.bin, test/eval/trainRisk.ts) that hears what no rule names. Same texts, same answer; never throws on any
 * text. An earlier message counts only where a finding reaches into the newest one, so an old alarm is not raised again.
 */
export function createAssess(data: RiskData | (CompiledRisk & { weights?: RiskWeights })): Assess {
  const { lexicon, rules, read } = createEar('names' in data ? data : compileRisk(data))
  const voice = createSecondVoice(data.weights, lexicon)
  const whom = createWhom(lexicon)

  /** Loud pieces of a text: what the rules found there, and what both voices make of it. Once many spoke, one of them of danger now, the rest changes nothing. */
  function hear(words: readonly Word[], newest: number, beyond = 0): Loud[] {
    const loud: Loud[] = []
    for (const part of chunks(words)) {
      const heard = rules(part, newest)
      const opinion = voice.hear(part, heard, beyond)
      if (opinion && !(heard.hits.length === 0 && isDenied(part, newest))) loud.push({ opinion, hits: heard.hits, words: part })
      if (loud.length >= enough && loud.some(piece => piece.opinion.level === 'acute')) break
    }
    return loud
  }

  /**
   * "jeg vil ikke dø", "nej han slår mig ikke": a few words that would be named by a rule without their negation, and end there. "han slår mig ikke hårdt" and
   * "hvorfor må jeg ikke dø" are none.
   */
  function isDenied(words: readonly Word[], newest: number): boolean {
    const at = words.findIndex(({ read }) => denies.has(read))
    if (
      at === -1 ||
      words.findLastIndex(({ read }) => denies.has(read)) !== at ||
      words.length > mostDenied ||
      words.length - 1 - at > nearEnd ||
      words.some(({ read }) => noDenial.has(read))
    )
      return false
    const said = words.filter((_, nth) => nth !== at)
    return rules(said, newest).hits.some(({ place }) => place.end === said.length - 1)
  }

  /**
   * Each sentence by itself where the whole is calm: "er det anonymt? min stedfar ..." must not be thinned out by what stands beside it. More is asked of
   * one, as it has less to go by. Measured: of 273 dangerous lines lost behind an ordinary sentence it finds 172, for a card to 10 more of 1,107 ordinary needs.
   */
  function hearSentences(words: readonly Word[], newest: number): Loud[] {
    const sentences = bySentence(words)
    if (sentences.length < 2) return []
    return sentences
      .filter(sentence => sentence.length >= shortest)
      .slice(0, mostSentences)
      .flatMap(sentence => hear(sentence, newest, alone))
  }

  return texts => {
    const recent = texts.slice(-neighbours)
    const words = read(recent)
    const newest = recent.length - 1
    const own = words.filter(word => word.message === newest)
    if (own.length === 0) return calm
    const loud = hear(own, newest)
    if (own.length < words.length) {
      // A sentence in pieces counts where a rule reaches into the newest piece, or where nothing was loud before it came.
      const before = words.filter(word => word.message < newest)
      const wasCalm = hear(before, newest - 1).length === 0
      loud.push(...hear(words, newest).filter(piece => piece.hits.length > 0 || wasCalm))
    }
    if (loud.length === 0) loud.push(...hearSentences(own, newest))
    return conclude(loud, whom, recent)
  }
}

function bySentence(words: readonly Word[]): Word[][] {
  const sentences: Word[][] = []
  for (const word of words) {
    const last = sentences.at(-1)
    if (last === undefined || word.breaks) sentences.push([word])
    else last.push(word)
  }
  return sentences
}

interface Loud {
  opinion: Opinion
  hits: readonly Hit[]
  words: readonly Word[]
}

function conclude(loud: readonly Loud[], whom: Whom, texts: readonly string[]): Urgency {
  const first = loud.find(piece => piece.opinion.level === 'acute') ?? loud[0]
  if (!first) return calm
  const findings = loud.flatMap(({ hits, words }) => hits.map(hit => ({ ...hit, words })))
  findings.sort((a, b) => Number(b.level === 'acute') - Number(a.level === 'acute'))
  const kinds = [...loud.flatMap(({ opinion }) => opinion.kinds()), ...findings.filter(({ firm }) => firm).map(({ kind }) => kind)]
  return {
    level: first.opinion.level,
    kinds: [...new Set(kinds.length > 0 ? kinds : findings.map(({ kind }) => kind))],
    about: findings[0] ? whom(findings[0], findings[0].words) : first.opinion.about,
    because: becauseOf(findings, findings.length > 0 ? [] : first.opinion.words(), texts),
    ...(!first.opinion.sure && !findings.some(({ level }) => level === 'acute') && { surmised: true as const }),
  }
}
