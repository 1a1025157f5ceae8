using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>Files of the own orchestrator: sent, fetched, kept longer, put into one.</summary>
public sealed class BlobRoutesTests : IAsyncLifetime
{
    private const string Blobs = "/v2/consumer/blobs";
    private OwnOrchestrator _story = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private RunningToolkit Server => _story.Server;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task A_file_is_sent_led_to_fetched_in_part_and_kept_longer()
    {
        var id = "";
        var sent = await Proven.ChangesAsync(
            "POST /v2/consumer/blobs",
            () => _story.UploadAsync(Blobs, Picture, "image/png"),
            () => StoredFiles().ShouldBe([Picture.Length])
        );
        id = sent.Body["id"]!.ToString();

        var led = await Server.Http.GetByteArrayAsync(new Uri($"{Blobs}/{id}", UriKind.Relative), Stop);
        using var part = new HttpRequestMessage(HttpMethod.Get, sent.Body["url"]!.ToString());
        part.Headers.Range = new(1, 3);
        using var answer = await Server.Http.SendAsync(part, Stop);

        sent.Status.ShouldBe(201);
        Proven.Tells("GET /v2/consumer/blobs/{blobId}", led, bytes => bytes.ShouldBe(Picture), unlike: [1]);
        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        var piece = await answer.Content.ReadAsByteArrayAsync(Stop);
        Proven.Tells(
            "GET /v2/consumer/blobs/content/{token}",
            piece,
            bytes => bytes.ShouldBe("PNG"u8.ToArray()),
            unlike: [1]
        );
        Proven.Tells(
            "HEAD /v2/consumer/blobs/{blobId}",
            $"{await _story.StatusAsync("HEAD", $"{Blobs}/{id}")}",
            status => status.ShouldBe("204"),
            unlike: $"{await _story.StatusAsync("HEAD", $"{Blobs}/nobody")}"
        );
        var before = await ExpiresAsync();
        await Proven.ChangesAsync(
            "POST /v2/consumer/blobs/{blobId}/refresh",
            () => Server.PostAsync($"{Blobs}/{id}/refresh"),
            async () => (await ExpiresAsync()).ShouldBeGreaterThan(before)
        );

        async Task<DateTime> ExpiresAsync()
        {
            var expires = default(DateTime);
            await Server.WithDatabaseAsync(async database =>
            {
                await using var context = database.CreateContext();
                expires = context.Blobs.Single(blob => blob.Id == id).ExpiresAt;
            });
            return expires;
        }
    }

    [Fact]
    public async Task A_file_plays_by_the_end_of_its_address_and_is_refused_where_it_is_withheld()
    {
        var sent = await _story.UploadAsync(Blobs, Picture, "image/png");
        var key = sent.Body["url"]!.ToString().Split('/')[^1];
        const string stream = "/v2/consumer/streaming-blobs";

        var played = await Server.Http.GetByteArrayAsync(new Uri($"{stream}/{key}", UriKind.Relative), Stop);
        var (missing, unknown) = await Server.SendAsync("GET", $"{stream}/x.y");
        var (blocked, refused) = await Server.SendAsync("GET", $"{Blobs}/blocked/{key}");
        var (foreign, other) = await Server.SendAsync("GET", $"{Blobs}/blocked/x.y");

        Proven.Tells(
            "GET /v2/consumer/streaming-blobs/{blobKey}",
            played,
            bytes => bytes.ShouldBe(Picture),
            unlike: [1]
        );
        (missing, blocked, foreign).ShouldBe((404, 403, 401));
        unknown["detail"]!.ToString().ShouldContain("no stream of this key");
        Proven.Tells(
            "GET /v2/consumer/blobs/blocked/{token}",
            refused,
            told => told["detail"].ToString().ShouldContain($"{sent.Body["id"]} is withheld"),
            unlike: other
        );
    }

    [Fact]
    public async Task An_address_takes_an_upload_without_a_key()
    {
        var given = await Server.GetAsync($"{Blobs}/upload");
        Proven.Tells(
            "GET /v2/consumer/blobs/upload",
            given,
            told => told["uploadUrl"].ToString().ShouldContain($"{Blobs}/upload/"),
            constant: "Every address has this form; the next request shows what it opens."
        );

        var sent = await Proven.ChangesAsync(
            "POST /v2/consumer/blobs/upload/{token}",
            () => _story.UploadAsync(given["uploadUrl"]!.ToString(), Picture, "image/png"),
            () => StoredFiles().ShouldBe([Picture.Length])
        );

        sent.Status.ShouldBe(201);
        (await _story.UploadAsync($"{Blobs}/upload/x.y", Picture, "image/png")).Status.ShouldBe(401);
        var content = sent.Body["url"]!.ToString().Split('/')[^1];
        // What opens a file takes no upload.
        (await _story.UploadAsync($"{Blobs}/upload/{content}", Picture, "image/png")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_key_that_may_only_read_gets_no_address_that_writes()
    {
        var key = await _story.NewKeyAsync("reader", "read");

        (await _story.AskAsync(key, "GET", "/v2/consumer/workflows")).Status.ShouldBe(200);
        (await _story.AskAsync(key, "GET", $"{Blobs}/upload")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_is_no_picture_too_long_or_called_otherwise_is_refused_and_nothing_stays()
    {
        (await _story.UploadAsync(Blobs, Picture, "application/pdf")).Status.ShouldBe(415);
        (await _story.UploadAsync(Blobs, "no picture"u8.ToArray(), "image/png")).Status.ShouldBe(422);
        (await _story.UploadAsync(Blobs, Picture, "image/jpeg")).Status.ShouldBe(422);
        await using var small = await StartAsync(("BERRY_MAX_BLOB_MIB", "1"));
        (await small.UploadAsync(Blobs, [.. Picture, .. new byte[1 << 20]], "image/png")).Status.ShouldBe(413);

        StoredFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_files_become_one_archive()
    {
        var sent = (await _story.UploadAsync(Blobs, Picture, "image/png")).Body["id"]!.ToString();
        var step = (string format) =>
            new JsonObject
            {
                ["$type"] = "blobArchive",
                ["input"] = new JsonObject
                {
                    ["format"] = format,
                    ["entries"] = new JsonArray(
                        new JsonObject { ["blobId"] = sent, ["fileName"] = "../../a.png" },
                        new JsonObject { ["blobId"] = sent, ["fileName"] = "a.png" }
                    ),
                },
            };

        var workflow = await _story.RunAsync(Workflow(step("zip"), step("tar")));

        var output = workflow["steps"]![0]!["output"]!;
        output["entryCount"]!.GetValue<int>().ShouldBe(2);
        var zip = await Server.Http.GetByteArrayAsync(new Uri(output["url"]!.ToString()), Stop);
        Proven.Tells(
            "GET /v2/consumer/blobs/archive/{token}",
            zip,
            bytes => bytes.AsSpan(0, Math.Min(2, bytes.Length)).ToArray().ShouldBe("PK"u8.ToArray()),
            unlike: [1, 2]
        );
        // Its id is told, too, and whoever hides results hides it.
        (await _story.StatusAsync("HEAD", $"{Blobs}/{output["id"]}")).ShouldBe(204);
        var hidden = await Server.GetAsync($"/v2/consumer/workflows/{workflow["id"]}?hideMatureContent=true");
        hidden["steps"]![0]!["output"]!["url"].ShouldBeNull();
        hidden["steps"]![0]!["output"]!["entryCount"]!.GetValue<int>().ShouldBe(2);
        using var archive = new ZipArchive(new MemoryStream(zip));
        archive
            .Entries.Select(entry => (entry.FullName, entry.Length))
            .ShouldBe([("a.png", Picture.Length), ("a (2).png", Picture.Length)]);
        var tar = await Server.Http.GetByteArrayAsync(
            new Uri(workflow["steps"]![1]!["output"]!["url"]!.ToString()),
            Stop
        );
        using var reader = new TarReader(new MemoryStream(tar));
        (await reader.GetNextEntryAsync(cancellationToken: Stop))!.Name.ShouldBe("a.png");
    }

    [Fact]
    public async Task An_archive_takes_ids_alone_and_no_more_than_a_file_may_have()
    {
        await using var small = await StartAsync(("BERRY_MAX_BLOB_MIB", "1"));
        var noise = new byte[700 << 10];
        new Random(1).NextBytes(noise);
        var sent = (await small.UploadAsync(Blobs, [.. Picture, .. noise], "image/png")).Body["id"]!.ToString();

        var (status, refused) = await Server.SendAsync(
            "POST",
            "/v2/consumer/workflows",
            Workflow(Archive(_story.OutsidePicture.ToString())).ToJsonString()
        );
        var large = await small.RunAsync(Workflow(Archive(sent, sent)));

        status.ShouldBe(400);
        refused["errors"]!["steps[0].input.entries[0].blobId"]![0]!.ToString().ShouldContain("id of a blob");
        large["steps"]![0]!["jobs"]![0]!["reason"]!.ToString().ShouldContain("1 MiB together");
    }

    private static JsonObject Archive(params string[] blobs) =>
        new()
        {
            ["$type"] = "blobArchive",
            ["input"] = new JsonObject
            {
                ["entries"] = new JsonArray([.. blobs.Select(id => (JsonNode)new JsonObject { ["blobId"] = id })]),
            },
        };

    [Fact]
    public async Task The_results_of_a_list_come_as_one_file()
    {
        await _story.RunAsync(Workflow(Upload(_story.OutsidePicture.ToString())));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/consumer/workflows?hideMatureContent=false");
        request.Headers.Accept.ParseAdd("application/zip");

        using var answer = await Server.Http.SendAsync(request, Stop);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop));
        zip.Entries.Single().Length.ShouldBe(Picture.Length);
    }

    private long[] StoredFiles() =>
        [
            .. Directory
                .EnumerateFiles(Server.Home.Path, "*", SearchOption.AllDirectories)
                .Where(path => path.Contains("/orchestrator/", StringComparison.Ordinal))
                .Select(path => new FileInfo(path).Length),
        ];
}
