using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources.S3;

/// <summary>Buckets of a real server, from the reference to the file.</summary>
public sealed class S3StoryTests(SandboxFixture sandbox, S3Fixture s3)
    : IClassFixture<SandboxFixture>,
        IClassFixture<S3Fixture>
{
    private static readonly byte[] Model = TinySafetensors.Create(4096);

    private readonly string _bucket = $"models-{Guid.NewGuid():n}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_object_becomes_a_verified_file_and_no_signature_stays_behind(bool hasChecksum)
    {
        using var story = Story();
        await s3.MakeBucketAsync(_bucket);
        await s3.PutAsync(_bucket, "sdxl/my%20model%231.safetensors", Model, hasChecksum);

        var item = (await story.DownloadAsync($"s3://{_bucket}/sdxl/my model#1.safetensors")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        (await File.ReadAllBytesAsync(item.Path!, TestContext.Current.CancellationToken)).ShouldBe(Model);
        item.File.ShouldBe("my model#1.safetensors");
        item.VerifiedBy.ShouldBe(hasChecksum ? "sha256" : "size");
        var record = JsonNode.Parse(File.ReadAllText(item.Sidecar!))!;
        record["source"]!.GetValue<string>().ShouldBe("s3");
        record["source_url"]!.GetValue<string>().ShouldBe($"s3://{_bucket}/sdxl/my%20model%231.safetensors");
        record["endpoint"]!.GetValue<string>().ShouldBe(s3.Endpoint.Authority);
        record["announced_hashes"]
            ?["sha256"]?.GetValue<string>()
            .ShouldBe(hasChecksum ? Convert.ToHexStringLower(SHA256.HashData(Model)) : null);
        foreach (var file in story.Files().Select(file => Path.Combine(story.Root, file)))
            File.ReadAllText(file).ShouldNotContain("X-Amz", Case.Insensitive);
    }

    [Fact]
    public async Task Several_connections_bring_an_object()
    {
        // Slow enough that one connection is not done before a second one asks.
        var large = TinySafetensors.Create(8 << 20);
        using var story = Story(
            new TransferOptions
            {
                Connections = 4,
                SegmentedFrom = 1 << 20,
                BytesPerSecondAndFile = 4 << 20,
            }
        );
        await s3.MakeBucketAsync(_bucket);
        await s3.PutAsync(_bucket, "large.safetensors", large, hasChecksum: true);

        var item = (await story.DownloadAsync($"s3://{_bucket}/large.safetensors")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.VerifiedBy.ShouldBe("sha256");
        File.ReadAllBytes(item.Path!).AsSpan().SequenceEqual(large).ShouldBeTrue();
        var ranges = s3.Requests.Where(line => line.StartsWith($"GET /{_bucket}/large.safetensors bytes="));
        ranges.Distinct().Count().ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_broken_file_is_fetched_again_from_its_bucket()
    {
        using var story = Story();
        await s3.MakeBucketAsync(_bucket);
        await s3.PutAsync(_bucket, "a.safetensors", Model, hasChecksum: true);
        var item = (await story.DownloadAsync($"s3://{_bucket}/a.safetensors")).ShouldHaveSingleItem();
        File.WriteAllBytes(item.Path!, Model[..^7]);

        var request = new CheckRequest { Paths = [story.Path()], Repairs = true };
        var file = (
            await story.Library.Keeping.CheckAsync(request, null, null, TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();

        file.State.ShouldBe(CheckState.Repaired, file.Reason);
        File.ReadAllBytes(item.Path!).ShouldBe(Model);
    }

    [Fact]
    public async Task What_lies_below_a_prefix_comes_with_its_models_only()
    {
        using var story = Story();
        await s3.MakeBucketAsync(_bucket);
        await s3.PutAsync(_bucket, "loras/a.safetensors", Model, hasChecksum: true);
        await s3.PutAsync(_bucket, "loras/deep/b.safetensors", Model);
        await s3.PutAsync(_bucket, "loras/readme.txt", Model);
        await s3.PutAsync(_bucket, "other/c.safetensors", Model);

        var items = await story.DownloadAsync($"s3://{_bucket}/loras/");

        items.Select(item => item.File).ShouldBe(["a.safetensors", "b.safetensors"]);
        items.ShouldAllBe(item => item.Failure == null);
    }

    [Fact]
    public async Task A_plan_tells_the_size_and_writes_nothing()
    {
        using var story = Story();
        await s3.MakeBucketAsync(_bucket);
        await s3.PutAsync(_bucket, "a.safetensors", Model);

        var request = story.Request($"s3://{_bucket}/a.safetensors");
        var item = (await story.Library.PlanAsync(request, TestContext.Current.CancellationToken)).Single();

        item.SizeBytes.ShouldBe(Model.Length, item.Reason);
        story.Files().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("s3://{0}/none.safetensors", "no object")]
    [InlineData("s3://{0}/none/", "nothing below")]
    [InlineData("s3://no-such-bucket-here/a.safetensors", "no bucket")]
    [InlineData("s3://no-such-bucket-here/a/", "no bucket")]
    public async Task What_is_missing_is_named(string reference, string reason)
    {
        using var story = Story();
        await s3.MakeBucketAsync(_bucket);

        var item = (await story.DownloadAsync(reference.Replace("{0}", _bucket))).ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.NotFound, item.Reason);
        item.Reason!.ShouldContain(reason);
    }

    private LibraryStory Story(TransferOptions? transfers = null) =>
        new(
            sandbox,
            transfers: transfers,
            variables:
            [
                ("AWS_ENDPOINT_URL_S3", s3.Endpoint.AbsoluteUri),
                ("AWS_ACCESS_KEY_ID", "key"),
                ("AWS_SECRET_ACCESS_KEY", "SECRET"),
            ]
        );
}
