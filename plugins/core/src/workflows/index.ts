export { hookEntries, onContextHook, onHook } from "../lib/hooks"
export { closeCaseWorkflow, closeCaseWorkflowId } from "./close-case"
export { CoreWorkflowEvents } from "./events"
export { replayMessageWorkflow, replayMessageWorkflowId } from "./replay-message"
