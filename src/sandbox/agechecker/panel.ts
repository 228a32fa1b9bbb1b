import type { Panel, PanelAct } from "../frame/service"
import { nameOf, STATUSES, type Verification, type Verifications } from "./verifications"

/** Verifications with everything that may come of them, and what the next customers are answered. */
export const panel = (verifications: Verifications): Panel => ({
  tables: [
    {
      name: "verifications",
      title: "Verifications",
      empty: "Nobody has been looked up yet.",
      columns: ["Verification", "Customer", "Minimum age", "Status", "Created (UTC)"],
      page: (query) => {
        const { rows, count } = verifications.page(query)
        return {
          count,
          rows: rows.map((verification) => ({
            id: verification.uuid,
            cells: [
              verification.uuid,
              nameOf(verification.buyer),
              verification.min_age,
              [verification.status, verification.reason].filter(Boolean).join(": "),
              verification.created.slice(0, 19).replace("T", " "),
            ],
            acts: acts(verification),
            detail: verification,
          })),
        }
      },
    },
  ],
  acts: [...STATUSES, "not_created" as const].map((answer) => ({
    label: `Answer the next customers: ${answer.replace("_", " ")}`,
    path: "/agechecker/__sim/settings",
    body: { answer },
  })),
})

function acts({ uuid, status }: Verification): PanelAct[] {
  const path = `/agechecker/__sim/verifications/${uuid}`
  if (status === "accepted") {
    return []
  }
  return [
    { label: "Accept", path: `${path}/status`, body: { status: "accepted" } },
    { label: "Deny as underage", path: `${path}/status`, body: { status: "denied", reason: "underage" }, danger: true },
    { label: "Deny as forged", path: `${path}/status`, body: { status: "denied", reason: "fake_id" }, danger: true },
    { label: "The customer sends an image", path: `${path}/upload`, body: {} },
    { label: "Ask for a photo", path: `${path}/status`, body: { status: "photo_id" } },
  ]
}
