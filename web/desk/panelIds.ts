/**
 * The ids in one panel of several. The one in use has the plain ones, so that shortcuts, skip links and whoever helps over the phone find "write" and
 * "talk-title"; the others are told apart by their talk.
 */
export const panelIds =
  (talk: string, current: boolean) =>
  (name: string): string =>
    current ? name : `${name}-${talk}`
