import { writeReportPdf } from "../../../../../../../lib/reconciliation/reports/report-pdf"
import { sendReport } from "../../../helpers"

/** The report of a reconciliation. Streamed: a run may have found a hundred thousand differences. */
export const GET = sendReport("pdf", writeReportPdf)
