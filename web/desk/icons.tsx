/** The bridge: an arch, its hangers, the road, and the water under it. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
    <circle cx="20" cy="20" r="20" class="mark-ground" />
    <path class="mark-bridge" d="M6 24h28M9 24a11 11 0 0 1 22 0M14.5 24v-9.4M20 24V13M25.5 24v-9.4" />
    <path
      class="mark-water"
      d="M9 29.500c2 0 2-1.400 3.700-1.400s1.700 1.400 3.700 1.400 2-1.400 3.600-1.400 1.700 1.400 3.700 1.400 2-1.400 3.600-1.400"
    />
  </svg>
)

const paths = {
  acute: 'M12 3 22 20.500H2zM12 9.500v5M12 17.200v.6',
  concern: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17M12 8v5M12 16v.5',
  none: 'M4 5.500h16v10.500h-9L7 19.500V16H4z',
  available: 'M5 12.500l4.500 4.500L19 7.500',
  busy: 'M6 12h12',
  away: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.500l3 1.500',
  back: 'M14.500 5 8 12l6.500 7',
  head: 'M12 19V6M6.500 11.500 12 6l5.500 5.500',
  down: 'M12 5v13M6.500 12.500 12 18l5.500-5.500',
  offer: 'M4 7.500h16v11H4zM8 7.500V5h8v2.500M12 10.500v5M9.500 13h5',
  send: 'M5 12h13M12.500 6.500 18 12l-5.500 5.500',
  settings: 'M5 7.500h14M5 12h14M5 16.500h14',
  close: 'M6 6l12 12M18 6 6 18',
  print: 'M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z',
  reply: 'M4 6h16M4 11h16M4 16h9',
}

export const Icon = ({ name }: { name: keyof typeof paths }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
)
