// npm's oidc-provider with one client, the people of a file, and its own pages for trials. The first line of standard input is its settings
// as JSON; each further one names keys: the one that signs, then those that are published. "ready" answers every line, and the end of the
// input ends it.
import { createPrivateKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import Provider from 'oidc-provider'

const cookieKeys = [randomBytes(32).toString('hex')]
let settings, signing, published

function readKey(name) {
  const jwk = createPrivateKey(readFileSync(`${settings.keys}/${name}.pem`)).export({ format: 'jwk' })
  return { ...jwk, kid: name, use: 'sig', alg: jwk.kty === 'EC' ? 'ES256' : 'RS256' }
}

// Read anew each time: a test changes the groups of somebody. Those go into the ID token, as the scope openid does.
function findAccount(_, accountId) {
  const people = JSON.parse(readFileSync(settings.people, 'utf8'))
  const person = Object.values(people).find((one) => one.Username === accountId || one.ID === accountId)
  return person && {
    accountId: person.ID,
    claims: () => ({
      sub: person.ID, preferred_username: person.Username, name: `${person.FirstName} ${person.LastName}`, email: person.Email, groups: person.Groups,
    }),
  }
}

// What it gives out lies in a store that all of one process share.
function providerWith(names) {
  const keys = names.map(readKey)
  return new Provider(settings.issuer, {
    clients: [{
      client_id: settings.client_id,
      client_secret: settings.client_secret,
      redirect_uris: settings.redirect_uris,
      post_logout_redirect_uris: settings.signed_out,
      backchannel_logout_uri: settings.backchannel || undefined,
      backchannel_logout_session_required: Boolean(settings.backchannel),
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      id_token_signed_response_alg: keys[0].alg,
    }],
    jwks: { keys },
    findAccount,
    claims: { openid: ['sub', 'groups'], profile: ['name', 'preferred_username'], email: ['email'] },
    features: { backchannelLogout: { enabled: true } },
    issueRefreshToken: (_, client, code) => settings.refreshes && client.grantTypeAllowed('refresh_token') && code.scopes.has('openid'),
    rotateRefreshToken: true,
    pkce: { methods: ['S256'], required: () => true },
    cookies: { keys: cookieKeys },
  }).callback()
}

function use(names) {
  signing = providerWith([names[0]])
  published = providerWith(names.slice(1))
}

function begin(line) {
  settings = JSON.parse(line)
  use(settings.names)
  createServer((request, response) => (request.url === '/jwks' ? published : signing)(request, response))
    .listen(settings.port, 'localhost', () => console.log('ready'))
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (!settings) return begin(line)
    use(line.split(' '))
    console.log('ready')
  })
  .on('close', () => process.exit())
