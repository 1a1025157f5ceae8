using System.Security.Cryptography;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Roots in buckets of a real server, by the real <c>berry</c>.</summary>
public sealed class RootExchangeTests : IClassFixture<S3Fixture>, IDisposable
{
    private const string Secret = "wJalr-never-shown";

    private static readonly string[] Slow =
    [
        "--connections",
        "2",
        "--parallel",
        "1",
        "--limit-rate",
        "50M",
        "--limit-rate-each",
        "50M",
    ];

    private readonly S3Fixture _s3;
    private readonly BerryHome _home = new();
    private readonly string _bucket = $"cli-{Guid.NewGuid():n}";

    public RootExchangeTests(S3Fixture s3)
    {
        _s3 = s3;
        _home.Write(
            ".aws/credentials",
            "[attic]\naws_access_key_id = key\naws_secret_access_key = wJalr-never-shown\n"u8
        );
        _home.Write("ComfyUI/models/loras/ink.safetensors", SmallModel(1));
        _home.Write("ComfyUI/models/loras/ink.txt", "my note"u8);
    }

    [Fact]
    public async Task A_bucket_becomes_a_root_by_its_address_and_a_profile_and_no_key_is_written_down()
    {
        var added = await AddAsync();
        (await _home.RunAsync("roots", "set", "attic", "--region", "auto", "--read-only", "--json")).ShouldExit(0);
        var refused = await _home.RunAsync("roots", "push", "--to", "attic", "--root", "ComfyUI", "--json");
        var changed = await _home.RunAsync(
            "roots",
            "set",
            "attic",
            "--writable",
            "--region",
            "none",
            "--profile",
            "attic",
            "--endpoint",
            _s3.Endpoint.AbsoluteUri,
            "--json"
        );
        var listed = await _home.RunAsync("root", "list");
        var wrong = await _home.RunAsync("roots", "add", "b", "s3://b/c", "--min-free", "1GB");
        var folder = await _home.RunAsync("roots", "add", "c", "c", "--profile", "x");
        var download = await _home.RunAsync("list", "--root", "attic");

        added.ShouldExit(0).Output.ShouldContain($"s3://{_bucket}/comfy");
        refused.ShouldExit(6).Json.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("read-only");
        var root = changed.ShouldExit(0).Json.GetProperty("roots")[0];
        root.GetProperty("profile").GetString().ShouldBe("attic");
        root.GetProperty("region").GetString().ShouldBeNull();
        listed.ShouldExit(0).Output.ShouldContain("profile attic");
        wrong.ShouldExit(2);
        folder.ShouldExit(2);
        download.ShouldExit(2).Error.ShouldContain("berry roots pull");
        File.ReadAllText(_home.PathOf(".config", "berryaigen", "config.json")).ShouldNotContain("wJalr");
    }

    [Fact]
    public async Task Folders_are_brought_together_offline_and_a_bucket_says_that_nobody_is_asked()
    {
        await AddAsync();
        Directory.CreateDirectory(_home.PathOf("archive"));

        var synced = await _home.RunAsync(["roots", "sync", "ComfyUI", "archive", "--offline", .. Slow]);
        var pushed = await _home.RunAsync("roots", "push", "--to", "attic", "--root", "ComfyUI", "--offline");
        var pulled = await _home.RunAsync("roots", "pull", "--from", "attic", "--root", "ComfyUI", "--offline");

        synced.ShouldExit(0).Output.ShouldContain("ink.safetensors");
        Directory
            .EnumerateFiles(_home.PathOf("archive"), "ink.safetensors", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
        pushed.ExitCode.ShouldNotBe(0);
        pushed.Error.ShouldContain("ffline");
        pulled.ExitCode.ShouldNotBe(0);
        pulled.Error.ShouldContain("ffline");
    }

    [Fact]
    public async Task A_file_goes_up_and_comes_down_on_another_machine()
    {
        (await AddAsync()).ShouldExit(0);
        string[] push = ["roots", "push", "ComfyUI/models/loras/ink.safetensors", "--to", "attic", "--root", "ComfyUI"];

        var plan = await _home.RunAsync([.. push, "--dry-run", "--json"]);
        var offline = await _home.RunAsync([.. push, "--offline"]);
        var pushed = await _home.RunAsync([.. push, "--allow-unsafe", "--json", .. Slow]);
        var again = await _home.RunAsync(push);
        var pulled = await _home.RunAsync([
            "roots",
            "pull",
            "ink.safetensors",
            "--from",
            "attic",
            "--root",
            "Laptop/models",
            "--allow-unsafe",
            "--json",
            .. Slow,
        ]);
        var shown = await _home.RunAsync("roots", "pull", "--from", "attic", "--root", "Laptop/models", "--dry-run");
        var away = await _home.RunAsync("roots", "pull", "--from", "attic", "--root", "Laptop/models", "--offline");
        var none = await _home.RunAsync("roots", "pull", "none", "--from", "attic", "--root", "Laptop/models");

        State(plan, 0).ShouldBe("planned");
        offline.ShouldExit(7);
        State(pushed, 0).ShouldBe("completed");
        pushed.Json.GetProperty("items")[0].GetProperty("verified_by").GetString().ShouldBe("sha256");
        pushed.Json.GetProperty("to").GetString().ShouldBe($"s3://{_bucket}/comfy/");
        again.ShouldExit(0).Output.ShouldContain("already there");
        again.Error.ShouldContain("0 files");
        State(pulled, 0).ShouldBe("completed");
        File.ReadAllBytes(_home.PathOf("Laptop", "models", "loras", "ink.safetensors")).ShouldBe(SmallModel(1));
        File.ReadAllText(_home.PathOf("Laptop", "models", "loras", "ink.txt")).ShouldBe("my note");
        shown.ShouldExit(0).Output.ShouldContain("already there");
        away.ShouldExit(7);
        none.ShouldExit(3);
        foreach (var run in (BerryRun[])[plan, pushed, again, pulled])
            (run.Output + run.Error).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Two_roots_are_brought_together_and_another_file_of_the_name_stays()
    {
        (await AddAsync()).ShouldExit(0);
        Directory.CreateDirectory(_home.PathOf("Laptop", "models", "loras"));
        (await _home.RunAsync(["roots", "sync", "ComfyUI", "attic", "--json", .. Slow])).ShouldExit(0);
        _home.Write("Laptop/models/loras/pen.safetensors", SmallModel(2));

        var down = await _home.RunAsync("roots", "sync", "attic", "Laptop/models", "--allow-unsafe");
        var up = await _home.RunAsync("roots", "sync", "Laptop/models", "attic", "--json");
        File.WriteAllBytes(_home.PathOf("Laptop", "models", "loras", "pen.safetensors"), SmallModel(3));
        File.Delete(_home.PathOf("Laptop", "models", ".berry", "journal.jsonl"));
        var conflict = await _home.RunAsync("roots", "sync", "Laptop/models", "attic", "--json");
        var plan = await _home.RunAsync("roots", "sync", "attic", "ComfyUI", "--dry-run");
        var offline = await _home.RunAsync("roots", "sync", "attic", "ComfyUI", "--offline");

        down.ShouldExit(0).Error.ShouldContain("went");
        up.ShouldExit(0);
        (await _s3.KeysAsync(_bucket)).ShouldContain("comfy/loras/pen.safetensors");
        conflict.ShouldExit(1).Output.ShouldContain("\"refused\"");
        (await _s3.GetAsync(_bucket, "comfy/loras/pen.safetensors")).ShouldBe(SmallModel(2));
        plan.ShouldExit(0).Output.ShouldContain("would bring");
        offline.ShouldExit(7);
    }

    [Fact]
    public async Task An_upload_that_was_killed_goes_on_and_one_that_is_given_up_is_thrown_away()
    {
        var large = new byte[(50 << 20) + 8 + 2];
        RandomNumberGenerator.Fill(large);
        SmallModel(0).CopyTo(large, 0);
        _home.Write("ComfyUI/models/checkpoints/large.ckpt", large);
        (await AddAsync()).ShouldExit(0);
        string[] push = ["roots", "push", "checkpoints", "--to", "attic", "--root", "ComfyUI", "--json"];
        var killed = _home.Start([.. push, "--limit-rate", "4M"]);
        await Eventually.TrueAsync(() => Parts().Count() >= 3, TestContext.Current.CancellationToken);
        killed.Dispose();

        var before = await _s3.KeysAsync(_bucket);
        var shown = await _home.RunAsync("roots", "clean", "attic", "--older-than", "0");
        var kept = await _home.RunAsync("roots", "clean", "attic", "--json");
        var next = await _home.RunAsync(push);
        var gone = await _home.RunAsync("roots", "clean", "attic", "--older-than", "0", "--apply", "--json");

        before.ShouldBeEmpty();
        shown.ShouldExit(0).Output.ShouldContain("would delete");
        kept.ShouldExit(0).Json.GetProperty("items")[0].GetProperty("action").GetString().ShouldBe("kept");
        var item = next.ShouldExit(0).Json.GetProperty("items")[0];
        item.GetProperty("state").GetString().ShouldBe("completed");
        item.GetProperty("transferred").GetInt64().ShouldBeInRange(1, large.Length - 1);
        (await _s3.GetAsync(_bucket, "comfy/checkpoints/large.ckpt")).AsSpan().SequenceEqual(large).ShouldBeTrue();
        gone.ShouldExit(0).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    public void Dispose() => _home.Dispose();

    private async Task<BerryRun> AddAsync()
    {
        await _s3.MakeBucketAsync(_bucket);
        Directory.CreateDirectory(_home.PathOf("Laptop", "models", "loras"));
        return await _home.RunAsync(
            "roots",
            "add",
            "attic",
            $"s3://{_bucket}/comfy/",
            "--endpoint",
            _s3.Endpoint.AbsoluteUri,
            "--region",
            "us-east-1",
            "--profile",
            "attic"
        );
    }

    private IEnumerable<string> Parts() =>
        _s3.Requests.Where(line => line.StartsWith($"PUT /{_bucket}/comfy/") && line.Contains(" part="));

    private static string? State(BerryRun run, int row) =>
        run.ShouldExit(0).Json.GetProperty("items")[row].GetProperty("state").GetString();

    // A header without tensors, of another length for each number.
    private static byte[] SmallModel(int number) =>
        [(byte)(2 + number), 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}', .. Enumerable.Repeat((byte)' ', number)];
}
