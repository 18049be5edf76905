# The engine in an image of its own: only the parts of Java it uses, no shell tools, no root.
#
#   docker build -t paperround .
#   docker run -p 8080:8080 -e PAPERROUND_DATABASE_URL=... -e PAPERROUND_LINKS_KEYS=... paperround
#
# CI does not build this file (there is no container engine where it runs); it does run the same jar on the same JDK.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml .
RUN mvn -q -B -Dquick dependency:go-offline
COPY . .
RUN mvn -q -B -Dquick package -DskipTests \
 && rm -f target/lib/embedded-postgres-binaries-*.jar \
 && jlink --strip-debug --no-header-files --no-man-pages --compress zip-6 --output /java --add-modules \
    java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.localedata,jdk.management,jdk.naming.dns,jdk.unsupported,jdk.zipfs

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl fontconfig tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /paperround --shell /usr/sbin/nologin paperround
COPY --from=build /java /opt/java
COPY --from=build /src/target/lib /paperround/target/lib
COPY --from=build /src/target/paperround.jar /paperround/target/paperround.jar
COPY --from=build /src/paperround /src/LICENSE /src/NOTICE /paperround/
ENV JAVA_HOME=/opt/java PAPERROUND_WEB_HOST=0.0.0.0
USER 10001
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD curl -fsS http://127.0.0.1:8080/health || exit 1
ENTRYPOINT ["/paperround/paperround"]
CMD ["serve"]
