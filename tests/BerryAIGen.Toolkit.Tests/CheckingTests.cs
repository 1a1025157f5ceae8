using System.Globalization;
using BerryAIGen.Database;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>Whether models that are here are safe and whole, and what they take.</summary>
public sealed class CheckingTests : KeptModels
{
    [Fact]
    public async Task A_scan_names_code_that_would_run_and_runs_none()
    {
        var harm = Server.Home.Combine("harm");
        await AddAsync(
            "bad",
            PickleScript.Of(2).Global("posix", "system").CallWith($"touch {harm}").Stop(),
            ending: ".ckpt"
        );
        await AddAsync("good", Model);

        var scan = await Proven.ChangesAsync(
            "POST /api/models/{id}/scan",
            () => SendAsync(HttpMethod.Post, "/api/models/bad/scan"),
            async () =>
                (await SendAsync(HttpMethod.Get, "/api/models/bad/history")).ToJsonString().ShouldContain("scanned")
        );
        var bad = scan["scan_result"]!;
        var good = (await SendAsync(HttpMethod.Post, "/api/models/good/scan"))["scan_result"]!;

        bad["overall_status"]!.ToString().ShouldBe("failed");
        bad["files"]![0]!["globals"]![0]!
            .AsArray()
            .Select(word => word!.ToString())
            .ShouldBe(["posix", "system", "dangerous"]);
        good["overall_status"]!.ToString().ShouldBe("passed");
        File.Exists(harm).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_not_scanned_is_not_told_to_have_passed()
    {
        var bad = PickleScript.Of(2).Global("posix", "system").CallWith("true").Stop();
        var harm = Server.Home.Write("outside/harm.bin", bad);
        var linked = await AddFolderAsync("linked", Model);
        File.CreateSymbolicLink(Path.Combine(linked, "more.bin"), harm);
        var beside = await AddFolderAsync("beside", Model);
        Directory.CreateSymbolicLink(Path.Combine(beside, "more"), Path.GetDirectoryName(harm)!);
        File.Delete(Path.Combine(await AddFolderAsync("empty", Model), "model.safetensors"));
        var changing = await AddFolderAsync("changing", Model);

        var before = await ScanAsync("changing");
        await File.WriteAllBytesAsync(Path.Combine(changing, "more.bin"), bad, Stop);

        before.ShouldBe(("passed", "clean"));
        // What was looked into and is another one now is looked into again.
        (await ScanAsync("changing")).ShouldBe(("failed", "dangerous"));
        (await ScanAsync("linked")).ShouldBe(("failed", "dangerous"));
        (await ScanAsync("beside")).ShouldBe(("unscanned", "unscanned"));
        (await ScanAsync("empty")).ShouldBe(("unscanned", "unscanned"));
        (await SendAsync(HttpMethod.Get, "/api/models/empty/history")).ToJsonString().ShouldContain("unscanned");
    }

    [Fact]
    public async Task A_folder_that_there_is_nothing_to_compare_with_is_not_told_to_be_verified()
    {
        await AddFolderAsync("folder", Model);
        await AddAsync("file", Model);

        var job = await VerifyAsync("/api/models/verify", """{"quick":false}""");

        var result = (await SendAsync(HttpMethod.Get, $"/api/jobs/{job}"))["result"]!;
        result["unverified"]!.AsArray().Select(id => $"{id}").ShouldBe(["folder"]);
        result["checked"]!.GetValue<int>().ShouldBe(2);
        (await EventsAsync("folder")).ShouldBe(["not verified"]);
        (await EventsAsync("file")).ShouldBe(["verified"]);
        // And no file's hash became the folder's.
        (await SendAsync(HttpMethod.Get, "/api/models/folder"))["checksum"]
            .ShouldBeNull();
    }

    [Fact]
    public async Task A_verification_finds_the_model_that_changed()
    {
        var path = await AddAsync("dragon", Model);
        await Proven.ChangesAsync(
            "POST /api/models/verify",
            () => VerifyAsync("/api/models/verify", """{"quick":false}"""),
            async () =>
                (await SendAsync(HttpMethod.Get, "/api/models/dragon/history")).ToJsonString().ShouldContain("verified")
        );
        var bytes = Model.ToArray();
        bytes[^1] ^= 1;
        var written = File.GetLastWriteTimeUtc(path);
        await File.WriteAllBytesAsync(path, bytes, Stop);
        File.SetLastWriteTimeUtc(path, written);

        await Proven.ChangesAsync(
            "POST /api/models/{id}/verify",
            () => VerifyAsync("/api/models/dragon/verify", null),
            async () =>
            {
                var model = await SendAsync(HttpMethod.Get, "/api/models/dragon");
                model["status"]!.ToString().ShouldBe("error");
                model["status_detail"]!.ToString().ShouldBe("broken");
            }
        );
    }

    [Fact]
    public async Task The_library_is_told_in_numbers()
    {
        var empty = await SendAsync(HttpMethod.Get, "/api/models/disk-usage");
        var zero = await SendAsync(HttpMethod.Get, "/api/models/stats");
        var none = await SendAsync(HttpMethod.Get, "/api/models/capabilities");
        var path = await AddAsync("org/dragon", Model, row => row.Capabilities = """["flying"]""");

        var marked = await Proven.ChangesAsync(
            "POST /api/models/{id}/mark-used",
            () => SendAsync(HttpMethod.Post, "/api/models/org/dragon/mark-used"),
            async () =>
                (await SendAsync(HttpMethod.Get, "/api/models/org/dragon/usage"))["usage_frequency"]!
                    .GetValue<int>()
                    .ShouldBe(1)
        );
        var usage = await SendAsync(HttpMethod.Get, "/api/models/org/dragon/usage");
        var space = await SendAsync(HttpMethod.Get, "/api/models/org/dragon/disk-usage");
        var all = await SendAsync(HttpMethod.Get, "/api/models/disk-usage");
        var numbers = await SendAsync(HttpMethod.Get, "/api/models/stats");
        var words = await SendAsync(HttpMethod.Get, "/api/models/capabilities");

        Proven.Tells("GET /api/models/{id}/usage", usage, told => told["usage_frequency"].GetValue<int>().ShouldBe(1));
        usage["last_used"]!.GetValue<double>().ShouldBe(marked["timestamp"]!.GetValue<double>(), 0.001);
        var model = await SendAsync(HttpMethod.Get, "/api/models/org/dragon");
        var said = DateTimeOffset.Parse(model["last_used_at"]!.ToString(), CultureInfo.InvariantCulture);
        said.Offset.ShouldBe(TimeSpan.Zero);
        (said.ToUnixTimeMilliseconds() / 1000.0).ShouldBe(model["last_used"]!.GetValue<double>(), 0.001);
        space["path"]!.ToString().ShouldBe(path);
        await AddAsync("larger", [.. Model, 5]);
        Proven.Tells(
            "GET /api/models/{id}/disk-usage",
            space,
            told => told["size_bytes"].GetValue<long>().ShouldBe(Model.Length),
            unlike: await SendAsync(HttpMethod.Get, "/api/models/larger/disk-usage")
        );
        space["type"]!.ToString().ShouldBe("file");
        Proven.Tells(
            "GET /api/models/disk-usage",
            all,
            told => told["total_models_usage_bytes"].GetValue<long>().ShouldBe(Model.Length),
            unlike: empty
        );
        Proven.Tells(
            "GET /api/models/stats",
            numbers,
            told => told["local_models"].GetValue<int>().ShouldBe(1),
            unlike: zero
        );
        numbers["total_disk_usage_bytes"]!.GetValue<long>().ShouldBe(Model.Length);
        Proven.Tells(
            "GET /api/models/capabilities",
            words,
            told =>
                told["capabilities"]
                    .One(one => one["name"].ToString() == "flying")["local_count"]
                    .GetValue<int>()
                    .ShouldBe(1),
            unlike: none
        );
    }

    private async Task<(string Status, string Verdict)> ScanAsync(string id)
    {
        var result = (await SendAsync(HttpMethod.Post, $"/api/models/{id}/scan"))["scan_result"]!;
        return ($"{result["overall_status"]}", $"{result["verdict"]}");
    }

    private async Task<string[]> EventsAsync(string id)
    {
        await using var context = LibraryDatabase.Open(Database).CreateContext();
        return [.. context.ModelEvents.Where(row => row.ModelId == id).OrderBy(row => row.At).Select(row => row.Event)];
    }

    // A model that is a folder with one file.
    private async Task<string> AddFolderAsync(string id, byte[] bytes)
    {
        var folder = Path.GetDirectoryName(Server.Home.Write($"elsewhere/folders/{id}/model.safetensors", bytes))!;
        await AddAsync(id, bytes, row => row.LocalPath = folder);
        return folder;
    }

    private async Task<string> VerifyAsync(string path, string? body)
    {
        var job = (await SendAsync(HttpMethod.Post, path, body))["job_id"]!.ToString();
        await Eventually.TrueAsync(
            () =>
            {
                using var context = LibraryDatabase.Open(Database).CreateContext();
                return context.Jobs.Find(job)!.State == "completed";
            },
            Stop
        );
        return job;
    }
}
