import { oneOf } from "../../handlers"

export const GET = oneOf("attempts", "attempt")
