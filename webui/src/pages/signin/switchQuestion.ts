// What 409 `signed_in_as_other` asks beyond the problem.
export interface SwitchQuestion {
  current: { user_id: string; user_name: string }
  arriving: { user_id: string; user_name: string }
  /** Of a ticket's sign-in; a provider's has it in a cookie. */
  handle?: string
}
