using System.Security.Cryptography;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Roots.Exchange;
using BerryAIGen.Library.Roots.Exchange.Uploads;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

/// <summary>Files that go in parts.</summary>
public sealed class BucketUploadTests(S3Fixture s3) : IClassFixture<S3Fixture>
{
    private const int Part = 5 << 20;
    private static readonly byte[] Large = TinySafetensors.Create((3 * Part) + 1000);

    private readonly string _bucket = $"large-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_large_file_goes_in_parts_side_by_side_and_comes_back()
    {
        using var one = await MachineAsync();
        using var two = await MachineAsync();
        one.Write("checkpoints/large.safetensors", Large);

        var pushed = (await one.PushAsync()).ShouldHaveSingleItem();
        var pulled = (await two.PullAsync()).ShouldHaveSingleItem();

        pushed.State.ShouldBe(DownloadState.Completed, pushed.Reason);
        pushed.TransferredBytes.ShouldBe(Large.Length);
        await Eventually.TrueAsync(() => Parts().Count >= 4, TestContext.Current.CancellationToken);
        Parts().ShouldBe(["part=1", "part=2", "part=3", "part=4"], ignoreOrder: true);
        (await s3.WordOfAsync(_bucket, "comfy/checkpoints/large.safetensors", "sha256")).ShouldBe(
            Convert.ToHexStringLower(SHA256.HashData(Large))
        );
        pulled.VerifiedBy.ShouldBe("sha256");
        File.ReadAllBytes(two.PathOf("checkpoints/large.safetensors")).AsSpan().SequenceEqual(Large).ShouldBeTrue();
        Directory.Exists(Path.Combine(one.Data, "uploads")).ShouldBeTrue();
        Directory.GetFiles(Path.Combine(one.Data, "uploads")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stopped_upload_goes_on_with_the_parts_that_are_missing()
    {
        using var one = await MachineAsync(4 << 20);
        one.Write("checkpoints/large.safetensors", Large);
        using var stop = new CancellationTokenSource();
        var request = new ExchangeRequest { To = "attic" };
        var first = one.Library.Exchange.RunAsync(request, null, stop.Token);
        await Eventually.TrueAsync(() => Parts().Count > 1, TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        var stopped = (await first).Items.ShouldHaveSingleItem();
        var keys = await s3.KeysAsync(_bucket);
        var second = (await one.PushAsync()).ShouldHaveSingleItem();

        stopped.State.ShouldBe(DownloadState.Cancelled, stopped.Reason);
        keys.ShouldBeEmpty();
        second.State.ShouldBe(DownloadState.Completed, second.Reason);
        second.TransferredBytes.ShouldBeLessThan(Large.Length);
        (await s3.GetAsync(_bucket, "comfy/checkpoints/large.safetensors"))
            .AsSpan()
            .SequenceEqual(Large)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_became_another_one_is_not_mixed_with_the_parts_of_the_first()
    {
        using var one = await MachineAsync(4 << 20);
        var path = one.Write("checkpoints/large.safetensors", Large);
        using var stop = new CancellationTokenSource();
        var first = one.Library.Exchange.RunAsync(new ExchangeRequest { To = "attic" }, null, stop.Token);
        await Eventually.TrueAsync(() => Parts().Count > 1, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await first;
        var other = Large.Reverse().ToArray();
        File.WriteAllBytes(path, other);

        var second = (await one.PushAsync()).ShouldHaveSingleItem();

        second.State.ShouldBe(DownloadState.Completed, second.Reason);
        (await s3.GetAsync(_bucket, "comfy/checkpoints/large.safetensors"))
            .AsSpan()
            .SequenceEqual(other)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_not_stored()
    {
        using var one = await MachineAsync(4 << 20);
        var path = one.Write("checkpoints/large.safetensors", Large);
        var run = one.PushAsync();
        await Eventually.TrueAsync(() => Parts().Count > 0, TestContext.Current.CancellationToken);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.Write([1, 2, 3]);

        var item = (await run).ShouldHaveSingleItem();
        var left = await one.Library.Exchange.CleanAsync(
            "attic",
            TimeSpan.Zero,
            apply: false,
            TestContext.Current.CancellationToken
        );

        item.Failure!.Code.ShouldBe(FailureCode.Verification, item.Reason);
        item.Reason!.ShouldContain("was written to while it was read");
        (await s3.KeysAsync(_bucket)).ShouldBeEmpty();
        left.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_given_up_is_found_and_thrown_away()
    {
        using var one = await MachineAsync(4 << 20);
        one.Write("checkpoints/large.safetensors", Large);
        using var stop = new CancellationTokenSource();
        var first = one.Library.Exchange.RunAsync(new ExchangeRequest { To = "attic" }, null, stop.Token);
        await Eventually.TrueAsync(() => Parts().Count > 0, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await first;

        var young = await CleanAsync(one, TimeSpan.FromDays(1), apply: true);
        var shown = await CleanAsync(one, TimeSpan.Zero, apply: false);
        var done = await CleanAsync(one, TimeSpan.Zero, apply: true);
        var after = await CleanAsync(one, TimeSpan.Zero, apply: true);
        var pushed = (await one.PushAsync()).ShouldHaveSingleItem();

        young.Uploads.ShouldHaveSingleItem().IsGone.ShouldBeFalse();
        shown.Uploads.ShouldHaveSingleItem().IsGone.ShouldBeFalse();
        done.Uploads.ShouldHaveSingleItem().IsGone.ShouldBeTrue();
        after.Uploads.ShouldBeEmpty();
        pushed.State.ShouldBe(DownloadState.Completed, pushed.Reason);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData((3 * Part) + 1000)]
    public async Task An_object_whose_answer_was_lost_is_known_again_and_is_nobody_elses(int size)
    {
        var content = TinySafetensors.Create(size);
        using var one = await MachineAsync(key: "lossy");
        one.Write("checkpoints/lost.safetensors", content);

        var pushed = (await one.PushAsync()).ShouldHaveSingleItem();
        var left = await CleanAsync(one, TimeSpan.Zero, apply: false);

        pushed.State.ShouldBe(DownloadState.Completed, pushed.Reason);
        pushed.VerifiedBy.ShouldBe("sha256");
        await Eventually.TrueAsync(() => Stores().Count() > 1, TestContext.Current.CancellationToken);
        (await s3.GetAsync(_bucket, "comfy/checkpoints/lost.safetensors"))
            .AsSpan()
            .SequenceEqual(content)
            .ShouldBeTrue();
        left.Uploads.ShouldBeEmpty();
        Remembered(one).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_another_object_that_came_meanwhile_nothing_is_claimed()
    {
        using var one = await MachineAsync(4 << 20);
        one.Write("checkpoints/large.safetensors", Large);
        var run = one.PushAsync();
        await Eventually.TrueAsync(() => Parts().Count > 0, TestContext.Current.CancellationToken);
        await s3.PutAsync(_bucket, "comfy/checkpoints/large.safetensors", [1, 2, 3]);

        var item = (await run).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Conflict, item.Reason);
        (await s3.GetAsync(_bucket, "comfy/checkpoints/large.safetensors")).ShouldBe([1, 2, 3]);
        (await CleanAsync(one, TimeSpan.Zero, apply: false)).Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task Parts_that_a_server_keeps_are_told_beside_the_reason()
    {
        using var one = await MachineAsync(1 << 20, "keeper");
        var path = one.Write("checkpoints/large.safetensors", Large);
        var run = one.PushAsync();
        await Eventually.TrueAsync(() => Parts().Count > 0, TestContext.Current.CancellationToken);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.Write([1, 2, 3]);

        var item = (await run).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Verification, item.Reason);
        item.Reason!.ShouldContain("was written to while it was read");
        item.Reason!.ShouldContain("berry roots clean");
        item.Reason!.ShouldContain("may not write");
        Remembered(one).ShouldHaveSingleItem();
    }

    // 156.25 GiB are 10,000 parts of 16 MiB; what docs/roots.md says of longer files.
    [Theory]
    [InlineData(1L << 30, 16 << 20)]
    [InlineData(100L << 30, 16 << 20)]
    [InlineData(10_000L * (16 << 20), 16 << 20)]
    [InlineData((10_000L * (16 << 20)) + 1, 17 << 20)]
    [InlineData(160L << 30, 17 << 20)]
    [InlineData(200L << 30, 21 << 20)]
    [InlineData(1L << 40, 105 << 20)]
    [InlineData(5L << 40, 525 << 20)]
    public void Parts_grow_with_the_file_and_never_are_too_many(long size, int expected)
    {
        var part = PartSizes.For(size, 16 << 20);

        part.ShouldBe(expected);
        ((size + part - 1) / part).ShouldBeLessThanOrEqualTo(PartSizes.MaxParts);
    }

    private static Task<UnfinishedUploads> CleanAsync(Machine machine, TimeSpan age, bool apply) =>
        machine.Library.Exchange.CleanAsync("attic", age, apply, TestContext.Current.CancellationToken);

    private static string[] Remembered(Machine machine)
    {
        var folder = Path.Combine(machine.Data, "uploads");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
    }

    private List<string> Parts() =>
        [.. Asked("PUT").Where(line => line.Contains(" part=")).Select(line => line.Split(' ')[^1])];

    // The beginning of an upload stores nothing.
    private IEnumerable<string> Stores() =>
        Asked("PUT", "POST")
            .Where(line => !line.Contains("/.berry/"))
            .Where(line => line.EndsWith(" completes") || (line.StartsWith("PUT") && !line.Contains(" part=")));

    private IEnumerable<string> Asked(params string[] methods) =>
        s3.Requests.Where(line => methods.Any(method => line.StartsWith($"{method} /{_bucket}/comfy/")));

    private async Task<Machine> MachineAsync(long? rate = null, string key = "key")
    {
        await s3.MakeBucketAsync(_bucket);
        return new Machine(
            s3.Endpoint,
            $"s3://{_bucket}/comfy",
            key,
            transfers: new TransferOptions { PartBytes = Part, BytesPerSecond = rate }
        );
    }
}
