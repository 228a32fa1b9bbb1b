import { listOf } from "../handlers"

export const GET = listOf("cases")
