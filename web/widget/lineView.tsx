import { HandoverView } from './handoverView.tsx'
import { HelpView } from './helpView.tsx'
import { Mark } from './icons.tsx'
import { KeepView } from './keepView.tsx'
import { OffersView } from './offersView.tsx'
import { senderOf } from './spokenText.ts'
import type { Line } from './talk.ts'
import { fill, type Words } from './words.ts'

interface Props {
  line: Line
  t: Words
  /** First of several lines from the same sender: says who it is. */
  first: boolean
  /** The newest of the citizen's own lines says how far it has come. */
  newest: boolean
  seen: boolean
  /** Nothing was said by the citizen since: what the card asks can still be answered. */
  live: boolean
  choices: NonNullable<Line['choices']>
  say(text: string, choice?: string): void
  takeBack(line: Line): void
}

/** One line of the talk: who, what, its card, and the buttons that can still be pressed. */
export function LineView({ line, t, first, newest, seen, live, choices, say, takeBack }: Props) {
  return (
    <li class={`line ${line.who}`} data-key={line.key} tabIndex={-1}>
      {first && line.who !== 'citizen' && line.who !== 'system' && <Sender line={line} t={t} />}
      {line.text !== '' && line.card?.type !== 'keep' && (
        <div class={`bubble${line.urgent ? ' urgent' : ''}`}>
          <span class={first && line.who !== 'citizen' && line.who !== 'system' ? 'away' : 'sr'}>{senderOf(line, t)}: </span>
          <Text text={line.text} linked={line.who !== 'citizen'} t={t} />
        </div>
      )}
      <CardView line={line} t={t} live={live} say={say} />
      {choices.length > 0 && <Choices choices={choices} t={t} say={say} />}
      {line.who === 'citizen' && (newest || (line.sent !== 'saved' && line.sent)) && (
        <Sent line={line} seen={seen} t={t} takeBack={takeBack} />
      )}
    </li>
  )
}

function Sender({ line, t }: { line: Line; t: Words }) {
  return (
    <p class="sender">
      {line.who === 'counsellor' ? (
        <span class="initial" aria-hidden="true">
          {(line.name ?? '?').slice(0, 1)}
        </span>
      ) : (
        <Mark />
      )}
      {senderOf(line, t)}
    </p>
  )
}

/** Plain text; addresses become links. Nothing else in it is read as anything but words. */
function Text({ text, linked, t }: { text: string; linked: boolean; t: Words }) {
  if (!linked) return <>{text}</>
  return (
    <>
      {text.split(/(https:\/\/[^\s<>"]+[^\s<>".,:;!?)])/).map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <a href={part} target="_blank" rel="noreferrer noopener">
            {part}
            <span class="sr"> ({t.offers.newTab})</span>
          </a>
        ),
      )}
    </>
  )
}

function CardView({ line: { key, card, text }, t, live, say }: { line: Line; t: Words; live: boolean; say: Props['say'] }) {
  if (card?.type === 'offers') return <OffersView card={card} t={t} />
  if (card?.type === 'help') return <HelpView card={card} t={t} />
  if (card?.type === 'handover') return <HandoverView card={card} t={t} live={live} say={say} />
  if (card?.type === 'keep') return <KeepView card={card} about={text} id={key} t={t} />
  if (card?.type === 'link')
    return (
      <p class="buttons">
        <a class="plain" href={card.href} target="_blank" rel="noreferrer noopener">
          {card.title}
          <span class="sr"> ({t.offers.newTab})</span>
        </a>
      </p>
    )
  return null
}

/** Large buttons; a scale from 0 to 10 stands as one. */
function Choices({ choices, t, say }: { choices: NonNullable<Line['choices']>; t: Words; say: Props['say'] }) {
  const scale = choices.filter(({ title }) => /^\d{1,2}$/.test(title))
  const rest = choices.filter(choice => !scale.includes(choice))
  const button = ({ value, title }: { value: string; title: string }) => (
    <button key={value} type="button" data-choice={value} onClick={() => say(title, value)}>
      {title}
    </button>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; these are buttons
    <div class="choices" role="group" aria-label={t.choices}>
      {scale.length > 0 && <div class="scale">{scale.map(button)}</div>}
      {rest.map(button)}
    </div>
  )
}

function Sent({ line, seen, t, takeBack }: { line: Line; seen: boolean; t: Words; takeBack: Props['takeBack'] }) {
  return (
    <p class={`sent ${line.sent}`}>
      {line.sent === 'saved' ? (seen ? t.status.seen : t.status.saved) : t.status[line.sent ?? 'saved']}
      {line.sent === 'refused' && (
        <button type="button" onClick={() => takeBack(line)}>
          {t.status.edit}
        </button>
      )}
    </p>
  )
}

export const typingText = (name: string | undefined, t: Words): string => fill(t.typing, { name: name ?? t.name })
