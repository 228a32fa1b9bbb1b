/** What a generated image shows. */
export type ProductImageInput = { title: string; subtitle?: string | null; category?: string | null }

/** Outline of a kind of goods, drawn in a 400 x 400 field. Generic shapes only: nothing that appeals to children. */
const SHAPES: Record<string, string> = {
  flower: `<path d="M200 100c26 34 34 66 20 100 28-24 60-30 98-18-22 34-52 52-92 52l6 70h-64l6-70c-40 0-70-18-92-52 38-12 70-6 98 18-14-34-6-66 20-100z"/>`,
  "pre-rolls": `<path d="M120 290l140-190 28 20-140 190-34 6z"/><path d="M260 100l14-18 28 20-14 18z" opacity=".5"/>`,
  "infused-pre-rolls": `<path d="M96 290l140-190 28 20-140 190-34 6z"/><path d="M300 160c24 36 36 56 36 76a36 36 0 0 1-72 0c0-20 12-40 36-76z" opacity=".6"/>`,
  vapes: `<rect x="178" y="150" width="44" height="170" rx="12"/><rect x="186" y="96" width="28" height="48" rx="8" opacity=".6"/>`,
  concentrates: `<path d="M128 180h144v84a44 44 0 0 1-44 44h-56a44 44 0 0 1-44-44z"/><rect x="116" y="132" width="168" height="40" rx="10" opacity=".6"/>`,
  edibles: `<rect x="116" y="116" width="76" height="76" rx="14"/><rect x="208" y="116" width="76" height="76" rx="14" opacity=".7"/><rect x="116" y="208" width="76" height="76" rx="14" opacity=".7"/><rect x="208" y="208" width="76" height="76" rx="14"/>`,
  drinks: `<path d="M156 120h88l12 24v148a20 20 0 0 1-20 20h-72a20 20 0 0 1-20-20V144z"/><rect x="164" y="96" width="72" height="16" rx="6" opacity=".6"/>`,
  tinctures: `<path d="M160 180h80a16 16 0 0 1 16 16v96a20 20 0 0 1-20 20h-72a20 20 0 0 1-20-20v-96a16 16 0 0 1 16-16z"/><path d="M186 92h28v80h-28z" opacity=".6"/>`,
  topicals: `<path d="M136 196h128v92a24 24 0 0 1-24 24h-80a24 24 0 0 1-24-24z"/><path d="M150 150a50 34 0 0 1 100 0v36H150z" opacity=".6"/>`,
  cbd: `<circle cx="160" cy="220" r="44"/><circle cx="240" cy="220" r="44" opacity=".7"/><circle cx="200" cy="150" r="44" opacity=".5"/>`,
  accessories: `<circle cx="200" cy="206" r="96"/><circle cx="200" cy="206" r="60" fill="#fff" opacity=".35"/>`,
}

/**
 * Draws a product as SVG: a colour of its own from its title, a shape from its category, its name beneath. The same
 * input gives the same picture on every server, so none is stored.
 */
export function productImage({ title, subtitle, category }: ProductImageInput): string {
  const hash = hashOf(title)
  const hue = hash % 360
  const shape = SHAPES[slug(category ?? "")] ?? SHAPES.accessories
  const lines = wrap(title, 24).slice(0, 2)
  const name = lines
    .map((line, index) => `<text x="200" y="${346 + index * 26}" font-size="22" font-weight="600">${xml(line)}</text>`)
    .join("")
  const brand = subtitle ? `<text x="200" y="52" font-size="16" opacity=".8">${xml(subtitle.slice(0, 40))}</text>` : ""

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img" aria-label="${xml(title)}">
<defs><linearGradient id="g" x1="0" y1="0" x2="${(hash >> 9) % 2}" y2="1"><stop offset="0" stop-color="hsl(${hue} 38% 92%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 34% 80%)"/></linearGradient></defs>
<rect width="400" height="400" fill="url(#g)"/>
<g fill="hsl(${hue} 36% 32%)" transform="rotate(${((hash >> 4) % 13) - 6} 200 206)">${shape}</g>
<g fill="hsl(${hue} 40% 18%)" font-family="Georgia, serif" text-anchor="middle">${brand}${name}</g>
</svg>
`
}

/** FNV-1a over UTF-16 units: small, stable, and not for secrets. */
function hashOf(text: string) {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash
}

function wrap(text: string, width: number) {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1]
    if (last !== undefined && `${last} ${word}`.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`
    } else {
      lines.push(word.slice(0, width))
    }
  }
  return lines
}

export const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")

const xml = (text: string) => text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
