using BerryAIGen.IO.Hashing;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Hashing;

public sealed class FileHashingTests
{
    private static CancellationToken Cancelled => new(canceled: true);

    // More than all blocks together, so that blocks are used again; and lengths around one block.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((40 << 20) + 17)]
    public async Task A_file_has_the_hashes_of_its_bytes(int length)
    {
        using var folder = new TemporaryFolder();
        var content = SampleBytes.Generated(length);
        using var hasher = new FileHasher(HashKinds.All);
        hasher.Append(content);

        var hashes = await FileHashing.ComputeAsync(
            folder.Write("model.ckpt", content),
            HashKinds.All,
            progress: null,
            TestContext.Current.CancellationToken
        );

        hashes.ShouldBe(hasher.Finish());
    }

    [Fact]
    public async Task Progress_rises_to_the_size()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.ckpt", SampleBytes.Generated(5_000_000));
        var progress = new ProgressList();

        await FileHashing.ComputeAsync(path, HashKinds.Crc32, progress, TestContext.Current.CancellationToken);

        progress.Values.ShouldBeInOrder();
        progress.Values[^1].ShouldBe(5_000_000);
        progress.Values.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Nothing_asked_for_is_the_size_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.ckpt", SampleBytes.Generated(100));

        var hashes = await FileHashing.ComputeAsync(path, HashKinds.None, null, TestContext.Current.CancellationToken);

        hashes.ShouldBe(new FileHashes { SizeBytes = 100 });
    }

    [Fact]
    public async Task A_missing_file_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("missing.ckpt");

        var error = await Should.ThrowAsync<FileNotFoundException>(() =>
            FileHashing.ComputeAsync(path, HashKinds.All, null, TestContext.Current.CancellationToken)
        );

        error.Message.ShouldContain(path);
    }

    [Fact]
    public async Task Cancelling_ends_the_work()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.ckpt", SampleBytes.Generated(3_000_000));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            FileHashing.ComputeAsync(path, HashKinds.All, null, Cancelled)
        );
    }

    private sealed class ProgressList : IProgress<long>
    {
        internal List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
