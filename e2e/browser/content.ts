// Something to look at: a policy with a bit of everything, made through the public API. Made once; what is there already
// stays.
import { expect, type APIRequestContext } from '@playwright/test'
import { stack } from './stack'

export const scenario = { app_id: 'support-bot', app_name: 'Support assistant 客服助手', description: 'Answers customers in the help centre.' }
export const bare = {
  app_id: 'a-scenario-with-an-id-as-long-as-ids-may-be.internal.example-001',
  app_name: 'Internal knowledge search for everybody in research, development, sales and support 面向研发、销售与客服的内部知识检索',
  description: 'A scenario with long texts and nothing in it. '.repeat(4).trim(),
}
export const sample = '推荐一款射击游戏，再告诉我哪里可以赌*博，or where to buy a G-U-N.'
export const longWord = '一个很长的敏感词'.repeat(12)

export const API = `${stack.url}/dbmanage/api/v1`

/** A ticket of the portal for a person. */
export async function ticketOf(request: APIRequestContext, username: string): Promise<string> {
  const login = await (await request.post(`${stack.usap}/api/auth/login`, { data: { username, password: `${username}-demo` } })).json()
  const target = { session_id: login.session_id, target_system: 'llm-guard-manager' }
  return (await (await request.post(`${stack.usap}/api/auth/ticket`, { data: target })).json()).ticket
}

/** Headers of an API client that has signed in with a ticket. */
export async function signedIn(request: APIRequestContext, username = stack.first_login.username) {
  const answer = await request.post(`${API}/sso/login`, { data: { ticket: await ticketOf(request, username) } })
  return { Authorization: `Bearer ${(await answer.json()).access_token}` }
}

/** Makes a row where there is none yet. */
export async function maker(request: APIRequestContext) {
  const headers = await signedIn(request)
  const make = async (path: string, data: object) => {
    const answer = await request.post(API + path, { headers, data })
    const there = answer.status() === 400 && (await answer.json()).code === 'duplicate'
    if (answer.status() !== 200 && !there) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  }
  return { make, headers }
}

/** Two API keys: one with everything that a key can have. They have no name that is theirs alone. */
async function makeApiKeys(request: APIRequestContext, headers: Record<string, string>) {
  const path = `${API}/apps/${scenario.app_id}/api-keys`
  if (((await (await request.get(path, { headers })).json()) as unknown[]).length > 0) return
  const full = { name: 'chat-backend 客服后端', scopes: ['check', 'send_flags', 'send_labels'], quota: { per_minute: 600, per_day: 100000 }, expires_at: '2035-01-31T16:00:00Z' }
  const { key } = await (await request.post(path, { headers, data: full })).json()
  await request.post(path, { headers, data: { name: 'a notebook of the data team', is_active: false } })
  const check = { app_id: scenario.app_id, direction: 'INPUT', text: sample }
  await expect(async () => expect((await request.post(`${API}/guard/check`, { headers: { 'X-API-Key': key }, data: check })).status()).toBe(200)).toPass({ timeout: 5000 })
}

export async function makeContent(request: APIRequestContext) {
  const { make, headers } = await maker(request)
  await make('/tags/', { tag_code: 'VIOLENCE', tag_name: 'Violence 暴力' })
  await make('/tags/', { tag_code: 'WEAPONS', tag_name: 'Weapons 武器', parent_code: 'VIOLENCE' })
  await make('/tags/', { tag_code: 'GAMBLING', tag_name: 'Gambling 赌博' })
  await make('/tags/', { tag_code: 'RETIRED_TAG_WITH_A_LONG_CODE_THAT_GOES_ON_AND_ON_TO_ITS_LIMIT', tag_name: 'A tag with a long name, no longer in use 名称很长且已停用的标签', is_active: false })
  for (const [keyword, tag_code, risk_level] of [['射击', 'WEAPONS', 'High'], ['gun', 'WEAPONS', 'Medium'], ['赌博', 'GAMBLING', 'High'], ['彩票', 'GAMBLING', 'Low']])
    await make('/keywords/global/', { keyword, tag_code, risk_level })
  await make('/keywords/global/', { keyword: longWord, tag_code: 'WEAPONS', risk_level: 'Low', is_active: false, note: 'Kept for the record.\nSee the minutes of the meeting.' })
  for (let n = 1; n <= 24; ++n) await make('/keywords/global/', { keyword: `lottery number ${n}`, tag_code: 'GAMBLING', risk_level: 'Low' })
  await make('/apps/', scenario)
  await make('/apps/', { ...bare, is_active: false, enable_whitelist: false, enable_blacklist: false, enable_custom_policy: false })
  const scenario_id = scenario.app_id
  await make('/keywords/scenario/', { scenario_id, keyword: '射击游戏', category: 0 })
  await make('/keywords/scenario/', { scenario_id, keyword: '竞品', category: 1, tag_code: 'GAMBLING', risk_level: 'Medium', note: 'Names of competitors' })
  await make('/policies/scenario/', { scenario_id, match_type: 'TAG', match_value: 'VIOLENCE', strategy: 'REVIEW' })
  await make('/policies/scenario/', { scenario_id, match_type: 'KEYWORD', match_value: '赌博', rule_mode: 0, strategy: 'REWRITE', note: 'Masked rather than refused' })
  await make('/policies/scenario/', { scenario_id, match_type: 'TAG', match_value: 'GAMBLING', extra_condition: 'unsafe', strategy: 'BLOCK', mode: 'MONITOR' })
  await make('/policies/defaults/', { tag_code: 'GAMBLING', strategy: 'BLOCK' })
  await make('/policies/defaults/', { extra_condition: 'controversial', strategy: 'REVIEW', mode: 'MONITOR', note: 'Watched until the end of the month 观察至月底' })
  await makeApiKeys(request, headers)
}
