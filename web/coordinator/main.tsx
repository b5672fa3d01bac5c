import { render } from 'preact'
import { App } from './app.tsx'

const asked = new URLSearchParams(location.search).get('lang')
const place = document.getElementById('coordinator')
if (!place) throw new Error('the page has no #coordinator')
render(<App asked={asked === 'da' || asked === 'en' ? asked : undefined} />, place)
