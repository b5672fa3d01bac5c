import type { Translate } from '../locales/translate.ts'
import type { TalkContext } from './context.ts'

/** Said before a counsellor joins: whose they are, that a colleague may read along, their duty, and what they get. */
export function whoComes(t: Translate, { counsellors: { organisation } }: TalkContext): string {
  const who = organisation === undefined ? t('handoff.who') : t('handoff.whoOf', { organisation })
  return [who, t('handoff.colleagues'), t('handoff.duty'), t('handoff.passes')].join(' ')
}
