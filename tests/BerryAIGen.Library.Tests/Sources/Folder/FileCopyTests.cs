using System.Security.Cryptography;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Sources.Folder;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources.Folder;

/// <summary>A copy goes on where an earlier one was stopped, and is verified as a whole.</summary>
public sealed class FileCopyTests : IDisposable
{
    private const int Size = 8_000_000;
    private const int Half = 3_000_001;

    private readonly TemporaryFolder folder = new();
    private readonly byte[] bytes = new byte[Size];

    public FileCopyTests()
    {
        new Random(1).NextBytes(bytes);
        folder.Write("own/model.safetensors", bytes);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Part => folder.Combine("model.safetensors.01234567.part");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_an_earlier_copy_left_is_gone_on_with()
    {
        File.WriteAllBytes(Part, bytes[..Half]);

        var (result, notes) = await CopyAsync();

        result.TransferredBytes.ShouldBe(Size - Half);
        result.Hashes.Sha256.ShouldBe(Sha256);
        notes.ShouldContain($"The copy of model.safetensors goes on at byte {Half} of {Size}.");
        File.ReadAllBytes(Part).ShouldBe(bytes);
    }

    [Theory]
    [InlineData(Half, "no beginning of it")]
    [InlineData(Size, "no beginning of it")]
    [InlineData(Size + 1, null)]
    public async Task Other_bytes_and_too_many_are_copied_anew(int length, string? told)
    {
        File.WriteAllBytes(Part, new byte[length]);

        var (result, notes) = await CopyAsync();

        result.TransferredBytes.ShouldBe(Size);
        notes.Any(note => told is not null && note.Contains(told, StringComparison.Ordinal)).ShouldBe(told is not null);
        File.ReadAllBytes(Part).ShouldBe(bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_copied_when_it_is_stopped_stays_for_those_alone_who_go_on(bool keeps)
    {
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            RunAsync(
                keeps,
                new Told(value =>
                {
                    if (value.Bytes > 0)
                        stop.Cancel();
                }),
                stop.Token
            )
        );

        File.Exists(Part).ShouldBe(keeps);
        File.Exists(Part + ".lock").ShouldBeFalse();
        if (!keeps)
            return;
        var kept = new FileInfo(Part).Length;
        kept.ShouldBeInRange(1, Size - 1);
        (await CopyAsync()).Result.TransferredBytes.ShouldBe(Size - kept);
    }

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task<(TransferResult Result, IReadOnlyList<string> Notes)> CopyAsync()
    {
        List<string> notes = [];
        using var outcome = await RunAsync(
            keeps: true,
            new Told(value =>
            {
                if (value.Note is { } note)
                    notes.Add(note);
            }),
            Stop
        );
        return (outcome.Result.ShouldNotBeNull(), notes);
    }

    private Task<TransferOutcome> RunAsync(
        bool keeps,
        IProgress<DownloadProgress> progress,
        CancellationToken cancellationToken
    ) =>
        new FileCopy(TimeProvider.System).RunAsync(
            new TransferRequest
            {
                Address = new Uri(folder.Combine("own/model.safetensors")),
                Name = "model.safetensors",
                PartPath = Part,
                Sha256 = Sha256,
                KeepsStopped = keeps,
            },
            progress,
            cancellationToken
        );

    private sealed class Told(Action<DownloadProgress> tell) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => tell(value);
    }
}
