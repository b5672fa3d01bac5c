/** What a tab remembers so that a reload goes on with the same conversation: a token, never a word of it. */
export interface Kept {
  municipality: string
  conversationId: string
  token: string
}

export interface Keep {
  read(): Kept | undefined
  write(kept: Kept): void
  forget(): void
}

/** In this tab only (sessionStorage); where the browser refuses that, in this page only. */
export function createKeep(municipality: string): Keep {
  const key = 'brobygger'
  const store = tabStorage()
  return {
    read: () => {
      const kept = parse(store?.getItem(key))
      return kept?.municipality === municipality ? kept : undefined
    },
    write: kept => store?.setItem(key, JSON.stringify(kept)),
    forget: () => store?.removeItem(key),
  }
}

function parse(text: string | null | undefined): Kept | undefined {
  try {
    return text ? (JSON.parse(text) as Kept) : undefined // written by ourselves, in this tab
  } catch {
    return undefined
  }
}

/** Reading it throws where the browser blocks storage in frames. */
function tabStorage(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}
