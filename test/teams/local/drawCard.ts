import {
  AdaptiveApplet,
  AdaptiveCard,
  ChannelAdapter,
  ErrorResponse,
  ExecuteAction,
  GlobalSettings,
  HostConfig,
  type IActivityRequest,
  OpenUrlAction,
  RefreshMode,
  SuccessResponse,
} from 'adaptivecards'
import MarkdownIt from 'markdown-it'
import type { Doing } from './chat.ts'

const host = new HostConfig({
  fontFamily: '"Segoe UI", system-ui, sans-serif',
  actions: { actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8, maxActions: 6 },
})
// A card is as it should be when it comes; later the page says when to ask.
GlobalSettings.applets.refresh.mode = RefreshMode.Disabled
GlobalSettings.applets.maximumRetryAttempts = 1

const markdown = new MarkdownIt()
/** Words as a client shows them; HTML in them is shown, not obeyed. */
export const inHtml = (text: string): string => markdown.render(text)
AdaptiveCard.onProcessMarkdown = (text, result) => Object.assign(result, { outputHtml: inHtml(text), didProcess: true })

/** The card as Microsoft's own renderer draws it; a press goes to the bot as an invoke, and its answer stands in its place. */
export function drawCard(
  card: Record<string, unknown>,
  act: (doing: Doing) => Promise<Response>,
  tell: (line: string) => void,
): { element: HTMLElement; refresh: () => void } {
  const applet = new AdaptiveApplet()
  applet.hostConfig = host
  applet.channelAdapter = new Invokes(act)
  applet.onAction = (_, action) => {
    if (action instanceof OpenUrlAction) window.open(action.getHref() ?? '', '_blank', 'noopener')
  }
  applet.onActivityRequestSucceeded = (_, __, said) => {
    if (typeof said === 'string') tell(said)
  }
  applet.onActivityRequestFailed = (_, { error }) => {
    tell(error.message ?? '')
    return -1
  }
  applet.setCard(card)
  // One without buttons is as it stays.
  const refresh = () => applet.renderedElement.querySelector('button, select') && applet.refreshCard()
  return { element: applet.renderedElement, refresh }
}

class Invokes extends ChannelAdapter {
  readonly #act: (doing: Doing) => Promise<Response>
  constructor(act: (doing: Doing) => Promise<Response>) {
    super()
    this.#act = act
  }

  async sendRequestAsync(request: IActivityRequest) {
    const { action, trigger } = request
    const verb = action instanceof ExecuteAction ? action.verb : ''
    const response = await this.#act({ do: 'invoke', verb, data: action.data, trigger })
    const { body } = response.ok ? await response.json() : { body: undefined }
    if (body?.value === undefined) return new ErrorResponse(request, { message: `The bot took no invoke (${response.status}).` })
    return new SuccessResponse(request, typeof body.value === 'string' ? body.value : JSON.stringify(body.value))
  }
}
