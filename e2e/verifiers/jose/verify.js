// Verifies access tokens as jose's documentation of jwtVerify says, "Usage with a public JSON Web Key Set hosted on a remote URL".
// usage: verify.js JWKS_URL ISSUER AUDIENCE <tokens, one a line; prints a line of JSON for each.
import { text } from 'node:stream/consumers'
import * as jose from 'jose'

const [url, issuer, audience] = process.argv.slice(2)
const JWKS = jose.createRemoteJWKSet(new URL(url))
for (const token of (await text(process.stdin)).split('\n').filter(Boolean)) {
  try {
    const { payload } = await jose.jwtVerify(token, JWKS, { issuer, audience })
    console.log(JSON.stringify({ claims: payload }))
  } catch (error) {
    console.log(JSON.stringify({ refused: error.message }))
  }
}
