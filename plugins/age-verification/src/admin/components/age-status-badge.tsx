import { StatusBadge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AgeVerification, Status } from "../lib/age-verifications"

const COLORS: Record<Status, "orange" | "green" | "red" | "grey"> = {
  pending: "orange",
  approved: "green",
  rejected: "red",
  expired: "grey",
  withdrawn: "grey",
}

/** An approval whose time is over reads as expired, also before the server has written it down. */
export const shownStatus = ({ status, expires_at }: Pick<AgeVerification, "status" | "expires_at">): Status =>
  status === "approved" && expires_at && new Date(expires_at) <= new Date() ? "expired" : status

export const AgeStatusBadge = ({ verification }: { verification: Pick<AgeVerification, "status" | "expires_at"> }) => {
  const { t } = useTranslation("age-verification")
  const status = shownStatus(verification)
  return <StatusBadge color={COLORS[status]}>{t(`status.${status}`)}</StatusBadge>
}
