type Flow = { action?: string; next?: Flow | Flow[] }

/** Actions of a workflow's definition in the order they start; steps that run side by side stand next to each other. */
export function stepsOf(flow: Flow): string[] {
  const found: string[] = []
  let level: Flow[] = [flow]
  while (level.length) {
    found.push(...level.flatMap(({ action }) => action ?? []))
    level = level.flatMap(({ next }) => next ?? [])
  }
  return found
}

/** The steps of a workflow as this process would run them, hooks that have a handler included. */
export function enumerateSteps(workflowId: string): string[] {
  const { WorkflowManager } = require("@medusajs/framework/orchestration")
  if (!WorkflowManager.getWorkflow(workflowId)) {
    require("@medusajs/medusa/core-flows")
  }
  const workflow = WorkflowManager.getWorkflow(workflowId)
  if (!workflow) {
    throw new Error(`There is no workflow "${workflowId}"`)
  }
  return stepsOf(workflow.flow_)
}
