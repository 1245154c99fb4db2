// Lays a compressed twin beside each text file of dist/assets, so that nginx (gzip_static) sends it without compressing
// anew for everybody, and smaller than it would. Nothing outside assets/: config.json is the installation's own.
// usage: node scripts/compress.mjs [dist]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const TEXT = /\.(js|css|svg|json)$/
/** What fits into one packet gains nothing. */
const WORTH_IT = 1024

/** The names of what was compressed. */
export function compress(dist) {
  const assets = join(dist, 'assets')
  return readdirSync(assets).filter((name) => {
    const content = readFileSync(join(assets, name))
    if (!TEXT.test(name) || content.length < WORTH_IT) return false
    writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }))
    return true
  })
}

if (argv[1] === fileURLToPath(import.meta.url))
  console.log(`${compress(argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url))).length} files compressed`)
