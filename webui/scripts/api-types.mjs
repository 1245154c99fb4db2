// Types of the API from the services' OpenAPI documents (openapi/<service>.json, as `<service> --openapi` prints them)
// to src/api/schema/<service>.ts.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const from = new URL('../openapi/', import.meta.url)
const to = new URL('../src/api/schema/', import.meta.url)

for (const file of (await readdir(from)).filter((name) => name.endsWith('.json'))) {
  const document = JSON.parse(await readFile(new URL(file, from), 'utf8'))
  const text = astToString(await openapiTS(document))
  const name = file.replace(/\.json$/, '.ts')
  await writeFile(new URL(name, to), `// Generated from openapi/${file} by \`npm run api-types\`.\n\n${text}`)
  console.log(`src/api/schema/${name}`)
}
