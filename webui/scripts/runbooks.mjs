// Makes pages of docs/operations/runbooks, which the alerts link, in dist/runbooks: HTML without scripts, under the console's
// content policy. A link to a page or a heading that there is not ends the build, and so does HTML in a text.
// usage: node scripts/runbooks.mjs [dist]
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { Marked } from 'marked'

const HERE = dirname(fileURLToPath(import.meta.url))
const SOURCES = join(HERE, '../../docs/operations/runbooks')
const INDEX = 'README.md'

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign])
const htmlName = (file) => (file === INDEX ? 'index.html' : file.replace(/\.md$/, '.html'))

/** As the place where the repository is read makes them, so that links hold in both. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

/** A page as HTML, what it links among the pages, and its anchors. */
function read(file, text) {
  const links = []
  const anchors = new Set()
  let title = ''
  const marked = new Marked({
    gfm: true,
    renderer: {
      html({ raw }) {
        throw new Error(`${file}: ${raw.trim()} is HTML; a name in angle brackets stands in backticks`)
      },
      heading({ tokens, depth, text: heading }) {
        const plain = this.parser.parseInline(tokens, this.parser.textRenderer)
        const anchor = anchorOf(heading)
        if (depth === 1) title = plain
        anchors.add(anchor)
        return `<h${depth} id="${escaped(anchor)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens)
        if (/^https?:/.test(href)) return `<a href="${escaped(href)}" rel="noreferrer">${words}</a>`
        const [page, anchor] = href.split('#')
        // Other parts of the manual are in the repository alone.
        if (page.startsWith('../')) return `${words} (${escaped(join('docs/operations', href.slice(3)))})`
        links.push({ page: page || file, anchor, href })
        return `<a href="${escaped((page && htmlName(page)) + (anchor ? `#${anchor}` : ''))}">${words}</a>`
      },
      image({ href }) {
        throw new Error(`${file}: the picture ${href} is not copied to the pages`)
      },
      // Wider than a telephone, they scroll by themselves, by keys as well.
      code({ text: code }) {
        return `<pre tabindex="0"><code>${escaped(code)}\n</code></pre>\n`
      },
      table(token) {
        const row = (cells, tag) => `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`
        const rows = token.rows.map((cells) => row(cells, 'td')).join('\n')
        return `<div class="wide" tabindex="0"><table>\n<thead>${row(token.header, 'th')}</thead>\n<tbody>${rows}</tbody>\n</table></div>\n`
      },
    },
  })
  return { body: marked.parse(text), links, anchors, title }
}

const whole = (file, { title, body }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" type="image/svg+xml" href="../favicon.svg" />
    <link rel="stylesheet" href="runbooks.css" />
    <title>${file === INDEX ? '' : `${title} · `}LLM Guard Manager: runbooks</title>
  </head>
  <body>
    <nav aria-label="Runbooks"><a href="index.html">All runbooks</a></nav>
    <main>
${body}    </main>
  </body>
</html>
`

/** The names of the pages that were made. */
export function runbooks(dist, sources = SOURCES) {
  const files = readdirSync(sources).filter((name) => name.endsWith('.md'))
  const pages = new Map(files.map((file) => [file, read(file, readFileSync(join(sources, file), 'utf8'))]))
  for (const [file, { links }] of pages)
    for (const { page, anchor, href } of links)
      if (!pages.has(page) || (anchor && !pages.get(page).anchors.has(anchor))) throw new Error(`${file}: the link ${href} leads to nothing`)
  if (!pages.has(INDEX)) throw new Error(`${sources} has no ${INDEX}`)
  const out = join(dist, 'runbooks')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  for (const [file, page] of pages) writeFileSync(join(out, htmlName(file)), whole(file, page))
  copyFileSync(join(HERE, 'runbooks.css'), join(out, 'runbooks.css'))
  return files.map(htmlName)
}

if (argv[1] === fileURLToPath(import.meta.url))
  console.log(`${runbooks(argv[2] ?? join(HERE, '../dist')).length} runbooks`)
