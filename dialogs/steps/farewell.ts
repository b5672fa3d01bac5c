import { readYesNo } from '../answers.ts'
import { plain } from '../plain.ts'
import { buttons, type Scene } from '../scene.ts'
import type { Spoken } from '../spoken.ts'
import type { Talk } from '../talk.ts'

/** Was it useful? The last question; like the others it can be skipped. */
export const askFarewell = ({ t }: Scene): Spoken => ({
  text: t('talk.farewell.ask'),
  choices: buttons(t, 'useful.yes', 'useful.some', 'useful.no', 'skip', 'continue', 'human'),
  awaits: 'text',
})

export function readUseful(text: string, choice: string | undefined): NonNullable<Talk['useful']> | undefined {
  if (choice === 'useful.yes') return 'yes'
  if (choice === 'useful.some') return 'some'
  if (choice === 'useful.no') return 'no'
  if (/^(lidt|delvist|nogenlunde|både og|til dels|a little|a bit|somewhat|partly|kind of)$/.test(plain(text))) return 'some'
  const answer = readYesNo(text)
  return answer === undefined ? undefined : answer ? 'yes' : 'no'
}
