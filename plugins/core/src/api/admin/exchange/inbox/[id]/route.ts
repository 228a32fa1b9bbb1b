import { oneOf } from "../../handlers"

export const GET = oneOf("inbox", "inbox_message")
