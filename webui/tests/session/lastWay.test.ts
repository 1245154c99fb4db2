import { beforeEach, expect, it } from 'vitest'
import type { WayIn } from '@/api/types'
import { cameBy, chooseWay, lastWay } from '@/session/lastWay'

const way = (id: string) => ({ id }) as WayIn

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

it('is the provider whose door was taken, once somebody has come back from it', () => {
  chooseWay(way('corp'))
  expect(lastWay()).toBeNull()
  cameBy('oidc')
  expect(lastWay()).toBe('corp')
})

it('is the password of a local account', () => {
  cameBy('password')
  expect(lastWay()).toBe('password')
})

it('is none for who came from the portal: nothing was chosen here, and nothing stays behind', () => {
  cameBy('password')
  chooseWay(way('corp'))
  cameBy('ticket')
  expect(lastWay()).toBeNull()
  expect(localStorage.length + sessionStorage.length).toBe(0)
})

it('is none for who comes back from a provider that was not chosen here', () => {
  cameBy('oidc')
  expect(lastWay()).toBeNull()
})
