import { oneOf } from "../../handlers"

export const GET = oneOf("cases", "case")
