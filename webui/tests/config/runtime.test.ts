import { describe, expect, it } from 'vitest'
import { checkConfig, loadConfig } from '@/config/runtime'
import shipped from '../../public/config.json'

describe('config.json', () => {
  it('is right as shipped', () => expect(checkConfig(shipped)).toEqual({ apiBase: '/dbmanage/api/v1', portalUrl: '' }))
  it('has defaults', () => expect(checkConfig({})).toEqual({ apiBase: '/dbmanage/api/v1', portalUrl: '' }))
  it('takes a portal', () =>
    expect(checkConfig({ apiBase: '/api/v1/', portalUrl: 'https://portal.test/x' })).toEqual({
      apiBase: '/api/v1',
      portalUrl: 'https://portal.test/x',
    }))

  it.each([
    ['https://evil.test/api', /apiBase/],
    ['//evil.test/api', /apiBase/],
    ['api', /apiBase/],
    [5, /apiBase/],
  ])('refuses an API at %j', (apiBase, text) => expect(() => checkConfig({ apiBase })).toThrow(text))
  it.each(['javascript:alert(1)', 'portal', 5])('refuses a portal at %j', (portalUrl) =>
    expect(() => checkConfig({ portalUrl })).toThrow(/portalUrl/),
  )
  it.each([null, [], 'x'])('refuses %j', (raw) => expect(() => checkConfig(raw)).toThrow(/object/))

  it('says that it is missing', async () => {
    const fetcher = async () => new Response('', { status: 404 })
    await expect(loadConfig('/web-manager/', fetcher)).rejects.toThrow('config.json answers 404')
  })
})
