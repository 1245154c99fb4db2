// What 409 `signed_in_as_other` and `confirm_sign_in` ask beyond the problem.
interface Person {
  user_id: string
  user_name: string
}
export interface ArrivalQuestion {
  /** Absent: nobody is signed in. */
  current?: Person
  arriving: Person
  /** Of a ticket's sign-in; a provider's has it in a cookie. */
  handle?: string
}

export const QUESTIONS = ['signed_in_as_other', 'confirm_sign_in']
/** Says that this console can put the question whether somebody is to come in who was not the last one here. */
export const ASKS = { 'X-Sign-In-Asks': 'confirm_sign_in' }
