// What an installation says about itself, in `config.json` beside index.html, so that one image serves everywhere.

export interface RuntimeConfig {
  /** Path of the API on this origin, without a trailing slash. */
  apiBase: string
  /** Where people sign in; empty: what auth-service says. */
  portalUrl: string
}

const defaults: RuntimeConfig = { apiBase: '/dbmanage/api/v1', portalUrl: '' }

/** Throws an Error whose text names the member at fault. */
export function checkConfig(raw: unknown): RuntimeConfig {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new Error('config.json must be an object')
  const config = { ...defaults, ...(raw as Partial<RuntimeConfig>) }
  // `//host` would send the tokens elsewhere.
  if (typeof config.apiBase !== 'string' || !/^\/(?!\/)[\w./-]*$/.test(config.apiBase))
    throw new Error('config.json: apiBase must be a path of this origin, like /dbmanage/api/v1')
  if (typeof config.portalUrl !== 'string' || (config.portalUrl !== '' && !isWebAddress(config.portalUrl)))
    throw new Error('config.json: portalUrl must be empty or an http(s) address')
  return { apiBase: config.apiBase.replace(/\/+$/, ''), portalUrl: config.portalUrl }
}

export function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol)
  } catch {
    return false
  }
}

export async function loadConfig(base: string, fetcher: typeof window.fetch): Promise<RuntimeConfig> {
  const response = await fetcher(`${base}config.json`, { cache: 'no-cache' })
  if (!response.ok) throw new Error(`config.json answers ${response.status}`)
  return checkConfig(await response.json())
}
