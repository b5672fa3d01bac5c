import type { Offer } from '../registry/offer.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { offersNamed } from './namedOffers.ts'
import { plain, wordCount } from './plain.ts'
import { onlyThere } from './steps/misfit.ts'

/**
 * Which offers are turned down in so many words where they stand: one by its name ("headspace har jeg prøvet"), all that are shown ("det har vi prøvet",
 * "jeg er for gammel til det"), or all of a kind ("ikke noget med kommunen", "kun chat"). undefined: none.
 */
export function turnedDown(text: string, conversation: Conversation, context: TalkContext): string[] | undefined {
  const said = plain(text)
  if (wordCount(said) > longest) return undefined
  const named = offersNamed(text, conversation, context)
  if (named.length > 0) return no.test(said) ? named.map(({ id }) => id) : undefined
  const kind = kinds.find(({ words }) => words.test(said))
  if (kind) return context.registry.offers.filter(kind.is).map(({ id }) => id)
  return all.test(said) ? conversation.talk.suggested : undefined
}

const longest = 12

/** Beside a name: tried, was there, did not help, not that. */
const no =
  /(?<!\p{L})(?:prøvet|prøvede|været (?:der|hos|i|på)|var (?:jeg|vi) (?:hos|i|på)|(?:hjalp|virkede|hjælper|virker|passer|duer|dur) (?:\p{L}+ )?ikke?|ikke? (?:\p{L}+ )?(?:hjulpet|hjalp|noget for|til)|tried|(?:did|does|do) ?n.?t (?:help|work))(?!\p{L})|^(?:nej )?(?:helst )?(?:ikke?|not|no)(?!\p{L})/u

/** Of all that is shown. */
const all =
  /^(?:(?:nej|men|altså) )*(?:(?:det|dem|de|alt det|alle|begge) (?:her )?har (?:jeg|vi|han|hun) (?:\p{L}+ )?(?:prøvet|været|ringet til)|(?:har|jeg har|vi har) (?:\p{L}+ )?(?:prøvet|været (?:der|hos)) ?(?:det|dem|alle|alt|det hele|alt det)?|det (?:hjalp|virkede|hjælper|virker) (?:\p{L}+ )?ikke(?: sidst| noget)?|(?:jeg|han|hun|vi) er for (?:gammel|ung|lille|stor|gamle|unge)(?: til (?:det|dem|sådan noget|det der))?|det er (?:jo |kun |mest )*for (?:børn|voksne|små(?: børn)?|unge|piger|drenge)|(?:i|we) (?:have |ve )?(?:already )?tried (?:it|them|that|those|all of (?:it|them)))(?: før| også| allerede| alt sammen| uden held)*$/u

const kinds: { words: RegExp; is(offer: Offer): boolean }[] = [
  {
    words:
      /(?<!\p{L})(?:(?:ikke?|aldrig|not|don t) (?:\p{L}+ ){0,4}(?:kommune\p{L}*|municipality|council)|bange for (?:at )?kommunen|kommunen (?:\p{L}+ ){0,2}(?:blande\p{L}*|indblandet))(?!\p{L})/u,
    is: ({ provider }) => provider.type === 'municipality',
  },
  {
    words: /(?<!\p{L})(?:ikke?|aldrig|not|don t) (?:\p{L}+ ){0,4}(?:grupper?|gruppeforløb|groups?)(?!\p{L})/u,
    is: ({ format }) => format.includes('group') && !format.includes('individual'),
  },
  {
    words:
      /(?<!\p{L})(?:(?:ikke?|not|no|hader at|uden at) (?:\p{L}+ ){0,4}(?:telefon\p{L}*|tlf|opkald|phone calls?)|(?:kun|helst|only) (?:at |på |vil )?(?:chat\p{L}*|skrive|skrift|sms\p{L}*|text|write))(?!\p{L})/u,
    is: ({ contacts, format }) =>
      format.length > 0 &&
      format.every(way => way === 'phone') &&
      !contacts.some(({ kind }) => kind === 'chat' || kind === 'sms' || kind === 'email'),
  },
  {
    words: /(?<!\p{L})(?:(?:alt )?for langt(?: væk| fra| derhen)?|(?:er|ligger) langt væk|too far(?: away)?)(?!\p{L})/u,
    is: onlyThere,
  },
  {
    words: /^(?:nej |men )*(?:helst )?(?:ikke?|not) (?:noget )?(?:på |i |med |med på |om |at the )?(?:skolen|school)$/u,
    is: ({ format, routes }) => format.includes('school') || routes.every(({ by }) => by === 'school'),
  },
]
