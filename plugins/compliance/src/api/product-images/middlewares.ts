import { defineRoutes } from "@rise-via/core"

export const productImageMiddlewares = defineRoutes([
  {
    method: "GET",
    path: "/product-images/generated/:file",
    summary: "The generated picture of a published product",
    description: "`<handle>.svg`. Outside `/store`, because an `<img>` cannot send a publishable key.",
    who: "public",
    answers: { 200: { description: "The picture", contentType: "image/svg+xml" } },
  },
])
