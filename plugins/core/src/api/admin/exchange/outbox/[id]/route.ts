import { oneOf } from "../../handlers"

export const GET = oneOf("outbox", "outbox_message")
