/** The bridge: an arch, its hangers, the road, and the water under it. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
    <circle cx="20" cy="20" r="20" class="mark-ground" />
    <path class="mark-bridge" d="M6 24h28M9 24a11 11 0 0 1 22 0M14.5 24v-9.4M20 24V13M25.5 24v-9.4" />
    <path class="mark-water" d="M9 29.5c2 0 2-1.4 3.7-1.4s1.7 1.4 3.7 1.4 2-1.4 3.6-1.4 1.7 1.4 3.7 1.4 2-1.4 3.6-1.4 1.7 1.4 3.7 1.4" />
  </svg>
)

const paths = {
  leave: 'M13 5h6v14h-6M4 12h10M10.5 8l4 4-4 4',
  menu: 'M5 7h14M5 12h14M5 17h14',
  hide: 'M6 9.5l6 6 6-6',
  send: 'M12 19V6M6.5 11.5 12 6l5.5 5.5',
  phone: 'M7 3.5h3l1.5 4.5-2 1.5a11 11 0 0 0 5 5l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 5 5.7 2 2 0 0 1 7 3.5z',
  sms: 'M4 5h16v11H10l-4 3.5V16H4z',
  chat: 'M4 5h16v11H10l-4 3.5V16H4zM8 9h8M8 12h5',
  web: 'M13 5h6v6M19 5l-8.5 8.5M10 6H5v13h13v-5',
  email: 'M3.5 6h17v12h-17zM4 6.5l8 6.5 8-6.5',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.5l3 1.5',
  place: 'M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11zM12 8a2.2 2.2 0 1 0 0 4.4A2.2 2.2 0 0 0 12 8',
  down: 'M12 5v13M6.5 12.5 12 18l5.5-5.5',
}

export const Icon = ({ name }: { name: keyof typeof paths }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
)
