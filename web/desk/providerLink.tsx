import { fill, type Words } from './words.ts'

/** To the identity provider. From a locked desk in a tab of its own: leaving the page would lose what was being written. */
export const ProviderLink = ({ name, locked, t }: { name: string; locked: boolean; t: Words }) => (
  <>
    <a class="button primary" href="/desk/oidc/start" {...(locked && { target: '_blank', rel: 'noopener' })}>
      {fill(t.signIn.withProvider, { name })}
    </a>
    {locked && <p class="soft">{t.signIn.newTab}</p>}
  </>
)
