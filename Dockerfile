FROM --platform=$BUILDPLATFORM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY third_party third_party
RUN go mod download
COPY . .
ARG TARGETOS TARGETARCH VERSION=dev
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /out/crossplay .
RUN mkdir -m 0700 /out/data

FROM scratch
COPY --from=build /out/crossplay /crossplay
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
ENV CROSSPLAY_DATA=/data
VOLUME /data
EXPOSE 2222 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=10s CMD ["/crossplay", "healthcheck"]
ENTRYPOINT ["/crossplay"]
