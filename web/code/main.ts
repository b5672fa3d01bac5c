// What came behind # (a code from a QR code, an invitation) goes into its field and out of the address: neither history nor a glance shall keep it.
const [, name, value] = /^#(code|invitation)=(.+)$/.exec(location.hash) ?? []
const field = name === undefined ? null : document.querySelector<HTMLInputElement>(`input[name=${name}]`)
if (field && value !== undefined) {
  history.replaceState(null, '', location.pathname + location.search)
  field.value = decodeURIComponent(value).replaceAll('-', name === 'code' ? ' ' : '-')
  for (const part of document.querySelectorAll<HTMLElement>('[data-for]')) part.hidden = part.dataset.for !== name
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
