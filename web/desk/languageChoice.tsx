import type { Room } from './room.ts'
import type { Locale, Words } from './words.ts'

const locales: Locale[] = ['da', 'en']

/** Each language is named in itself. */
export const LanguageChoice = ({ room, locale, t }: { room: Room; locale: Locale; t: Words }) => (
  <fieldset class="languages">
    <legend class="unseen">{t.language}</legend>
    {locales.map(one => (
      <button
        key={one}
        type="button"
        class="button button-tertiary"
        lang={one}
        aria-pressed={one === locale}
        onClick={() => room.speak(one)}
      >
        {t.languages[one]}
      </button>
    ))}
  </fieldset>
)
