// Serves S3 on loopback until standard input ends; the first line it prints is its port, each further one a request:
// its method, its path, and its range, its part or that it completes an upload. What the server itself does not do and others do is done here before it: the sums of
// what is sent, writes on condition, lists of parts and of uploads, a key that is refused, and an answer that is lost.
import { createHash } from "node:crypto";

const { buildApp } = await import(new URL(`file://${process.argv[2]}/node_modules/fauxqs/dist/app.js`));
const app = buildApp({ logger: false });
const uploads = new Map();
const lost = new Set();
const inside = "x-inside";

app.removeContentTypeParser("*");
app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: 1 << 28 }, (_, body, done) => done(null, body));

app.addHook("onRequest", async (request, reply) => {
  if (request.headers[inside]) return;
  // As Amazon says it of every object; this server gives ranges without saying so.
  reply.header("accept-ranges", "bytes");
  const completes = request.method === "POST" && request.query.uploadId ? "completes" : undefined;
  const part = request.query.partNumber ? `part=${request.query.partNumber}` : undefined;
  const what = part ?? completes ?? request.headers.range ?? "-";
  console.log(request.method, request.url.split("?")[0], what);
  const key = keyOf(request);
  if (key === "stranger") return refuse(reply, 403, "InvalidAccessKeyId");
  if (key === "reader" && request.method !== "GET" && request.method !== "HEAD") return refuse(reply, 403, "AccessDenied");
  if (key === "keeper" && request.method === "DELETE") return refuse(reply, 403, "AccessDenied");
  if (key === "late") return refuse(reply, 403, "RequestTimeTooSkewed");
  if (key === "full" && request.method === "PUT") return refuse(reply, 507, "QuotaExceeded");
});

app.addHook("preHandler", async (request, reply) => {
  if (request.headers[inside]) return;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.from(request.body ?? "");
  const { uploadId, partNumber, uploads: all } = request.query;
  const md5 = createHash("md5").update(body);
  const sha256 = request.headers["x-amz-content-sha256"];
  if (request.headers["content-md5"] && request.headers["content-md5"] !== md5.copy().digest("base64"))
    return refuse(reply, 400, "BadDigest");
  if (/^[0-9a-f]{64}$/.test(sha256 ?? "") && sha256 !== createHash("sha256").update(body).digest("hex"))
    return refuse(reply, 400, "XAmzContentSHA256Mismatch");
  const writes = request.method === "PUT" ? !partNumber : request.method === "POST" && uploadId;
  if (writes && request.headers["if-none-match"] === "*") {
    const url = request.url.split("?")[0];
    const there = await app.inject({ method: "HEAD", url, headers: { [inside]: "1" } });
    if (there.statusCode === 200) return refuse(reply, 412, "PreconditionFailed");
  }
  if (request.method === "PUT" && uploadId)
    uploads.get(uploadId)?.parts.set(Number(partNumber), { tag: md5.digest("hex"), size: body.length });
  if (request.method === "GET" && uploadId) {
    const found = uploads.get(uploadId);
    if (!found) return refuse(reply, 404, "NoSuchUpload");
    const parts = [...found.parts].map(
      ([number, part]) =>
        `<Part><PartNumber>${number}</PartNumber><ETag>"${part.tag}"</ETag><Size>${part.size}</Size></Part>`,
    );
    return answer(reply, 200, `<ListPartsResult><IsTruncated>false</IsTruncated>${parts.join("")}</ListPartsResult>`);
  }
  if (request.method === "GET" && all !== undefined) {
    const prefix = `/${request.params.bucket}/${request.query.prefix ?? ""}`;
    const found = [...uploads]
      .filter(([, upload]) => upload.path.startsWith(prefix))
      .map(
        ([id, upload]) =>
          `<Upload><Key>${upload.path.split("/").slice(2).join("/")}</Key><UploadId>${id}</UploadId><Initiated>${upload.at}</Initiated></Upload>`,
      );
    return answer(
      reply,
      200,
      `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${found.join("")}</ListMultipartUploadsResult>`,
    );
  }
});

app.addHook("onSend", async (request, reply, payload) => {
  const { uploadId, uploads: all, partNumber } = request.query ?? {};
  if (request.method === "POST" && all !== undefined) {
    const id = /<UploadId>([^<]+)</.exec(String(payload))?.[1];
    const path = decodeURIComponent(request.url.split("?")[0]);
    if (id) uploads.set(id, { path, at: new Date().toISOString(), parts: new Map() });
  }
  if (reply.statusCode < 300 && uploadId && !partNumber && request.method !== "GET") uploads.delete(uploadId);
  // What was asked for is done, and nobody hears of it: once for each object.
  const stores = request.method === "PUT" ? !partNumber : request.method === "POST" && uploadId;
  const path = request.url.split("?")[0];
  if (stores && reply.statusCode < 300 && keyOf(request) === "lossy" && !path.includes("/.berry/") && !lost.has(path)) {
    lost.add(path);
    request.raw.socket.destroy();
  }
  return payload;
});

function keyOf(request) {
  return /Credential=([^/]+)/.exec(request.headers.authorization ?? request.url)?.[1];
}

function refuse(reply, status, code) {
  return answer(reply, status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function answer(reply, status, xml) {
  return reply.status(status).header("content-type", "application/xml").send(`<?xml version="1.0"?>${xml}`);
}

await app.listen({ port: 0, host: "127.0.0.1" });
console.log(app.server.address().port);
process.stdin.on("end", () => process.exit(0)).resume();
