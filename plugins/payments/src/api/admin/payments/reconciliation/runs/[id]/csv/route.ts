import { writeReportCsv } from "../../../../../../../lib/reconciliation/reports/report-csv"
import { sendReport } from "../../../helpers"

/** The report of a reconciliation. Streamed: a run may have found a hundred thousand differences. */
export const GET = sendReport("csv", writeReportCsv)
