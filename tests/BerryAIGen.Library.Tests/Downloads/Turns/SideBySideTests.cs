using System.Security.Cryptography;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Tests.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Turns;

/// <summary>Several files, several runs, several addresses of one file.</summary>
public sealed class SideBySideTests : IDisposable
{
    private static readonly byte[] A = Recipe.A(300_000);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private BerryLibrary Library(TransferOptions? options = null) =>
        new(
            new LibraryOptions { AllowedHosts = ["127.0.0.1"], WorkingFolder = _folder.Path },
            options ?? TransferFixture.Quick
        );

    private DownloadRequest Request(params IEnumerable<Uri> addresses) =>
        new()
        {
            References = [.. addresses.Select(address => address.AbsoluteUri)],
            Target = new DownloadTarget { Folder = _folder.Path },
        };

    [Fact]
    public async Task So_many_files_come_at_once_and_the_rows_keep_their_order()
    {
        await using var server = new RangeServer(A) { Piece = 50_000, Pause = TimeSpan.FromMilliseconds(20) };
        using var library = Library(TransferFixture.Quick with { ParallelFiles = 3, ParallelPerHost = 3 });
        var addresses = Enumerable.Range(0, 9).Select(i => server.Address($"/{i}.bin"));

        var items = await library.DownloadAsync(Request(addresses), null, Token);

        items.Select(item => item.File).ShouldBe(Enumerable.Range(0, 9).Select(i => $"{i}.bin"));
        items.ShouldAllBe(item => item.State == DownloadState.Completed);
        server.MostOpen.ShouldBeInRange(2, 3);
    }

    [Fact]
    public async Task One_host_gets_no_more_than_its_share()
    {
        await using var server = new RangeServer(A) { Piece = 50_000, Pause = TimeSpan.FromMilliseconds(20) };
        using var library = Library(TransferFixture.Quick with { ParallelFiles = 4, ParallelPerHost = 1 });
        var addresses = Enumerable.Range(0, 4).Select(i => server.Address($"/{i}.bin"));

        var items = await library.DownloadAsync(Request(addresses), null, Token);

        items.ShouldAllBe(item => item.State == DownloadState.Completed);
        server.MostOpen.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_file_twice_in_one_run_is_fetched_once()
    {
        await using var server = new RangeServer(A) { Piece = 50_000, Pause = TimeSpan.FromMilliseconds(20) };
        using var library = Library();
        var request = Request(server.Address("/a.bin"), server.Address("/a.bin"));

        var both = await Task.WhenAll(
            library.DownloadAsync(
                request with
                {
                    References = [request.References[0]],
                    Sha256 = Sha256(A),
                },
                null,
                Token
            ),
            library.DownloadAsync(
                request with
                {
                    References = [request.References[1]],
                    Sha256 = Sha256(A),
                },
                null,
                Token
            )
        );

        both.Select(items => items[0].State).Order().ShouldBe([DownloadState.Completed, DownloadState.AlreadyPresent]);
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_run_waits_for_the_first_and_finds_the_file(bool isPinned)
    {
        await using var server = new RangeServer(A) { Piece = 50_000, HoldAt = 100_000 };
        using var first = Library();
        using var second = Library();
        var request = Request(server.Address("/a.bin")) with { Sha256 = isPinned ? Sha256(A) : null };
        var running = first.DownloadAsync(request, null, Token);
        await Eventually.TrueAsync(() => server.Requests.Count > 0, Token);

        var late = (await second.DownloadAsync(request, new Waiting(server.Release), Token)).ShouldHaveSingleItem();

        (await running)[0].State.ShouldBe(DownloadState.Completed);
        late.State.ShouldBe(DownloadState.AlreadyPresent, late.Reason);
        server.Requests.Count.ShouldBe(1);
        Directory.GetFiles(_folder.Path, "*.part*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_run_takes_over_when_the_first_one_ends_without_the_file()
    {
        await using var server = new RangeServer(A) { Piece = 20_000, HoldAt = 60_000 };
        using var first = Library();
        using var second = Library();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var request = Request(server.Address("/a.bin"));
        var running = first.DownloadAsync(request, null, stop.Token);
        await Eventually.TrueAsync(() => server.Sent > 50_000, Token);
        var waits = new TaskCompletionSource();
        var late = second.DownloadAsync(request, new Waiting(() => waits.TrySetResult()), Token);
        await waits.Task.WaitAsync(Token);
        await stop.CancelAsync();
        server.Release();

        var item = (await late).ShouldHaveSingleItem();

        (await running)[0].State.ShouldBe(DownloadState.Cancelled);
        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        (await File.ReadAllBytesAsync(item.Path!, Token)).ShouldBe(A);
    }

    [Fact]
    public async Task A_mirror_is_asked_when_the_first_address_has_no_file()
    {
        await using var gone = new RawHttpServer(new RawReply(404, []).With("Content-Length", "0"));
        await using var mirror = new RawHttpServer(RawReply.File(A));
        using var library = Library();
        var request = Request(gone.Address("/a.bin")) with { Mirrors = [mirror.Address("/b/a.bin")] };

        var item = (await library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.File.ShouldBe("a.bin");
        (gone.Requests.Count, mirror.Requests.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_mirror_goes_on_where_the_first_address_broke()
    {
        await using var breaks = new RawHttpServer(
            RawReply.File(A) with
            {
                Body = A[..100_000],
            },
            new RawReply(503, []).With("Content-Length", "0")
        );
        await using var mirror = new RawHttpServer(RawReply.Rest(A, 100_000));
        using var library = Library(TransferFixture.Quick with { MaxAttempts = 2 });
        var request = Request(breaks.Address("/a.bin")) with
        {
            Mirrors = [mirror.Address("/b/a.bin")],
            Sha256 = Sha256(A),
        };

        var item = (await library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        mirror.Requests[0].Header("Range").ShouldBe("bytes=100000-");
        (await File.ReadAllBytesAsync(item.Path!, Token)).ShouldBe(A);
    }

    [Fact]
    public async Task Bytes_of_two_hosts_that_do_not_fit_together_are_fetched_anew_from_one()
    {
        var wrong = Recipe.B(300_000);
        var isBroken = false;
        await using var breaks = new RawHttpServer(_ =>
            Interlocked.Exchange(ref isBroken, true)
                ? new RawReply(503, []).With("Content-Length", "0")
                : RawReply.File(wrong) with
                {
                    Body = wrong[..100_000],
                }
        );
        await using var mirror = new RawHttpServer(request =>
            request.Header("Range") is null ? RawReply.File(A) : RawReply.Rest(A, 100_000)
        );
        using var library = Library(TransferFixture.Quick with { MaxAttempts = 2 });
        var request = Request(breaks.Address("/a.bin")) with
        {
            Mirrors = [mirror.Address("/b/a.bin")],
            Sha256 = Sha256(A),
        };

        var item = (await library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        (await File.ReadAllBytesAsync(item.Path!, Token)).ShouldBe(A);
    }

    [Fact]
    public async Task A_mirror_is_asked_when_the_first_address_has_another_file()
    {
        await using var wrong = new RawHttpServer(RawReply.File(Recipe.B(300_000)));
        await using var mirror = new RawHttpServer(RawReply.File(A));
        using var library = Library();
        var request = Request(wrong.Address("/a.bin")) with
        {
            Mirrors = [mirror.Address("/a.bin")],
            Sha256 = Sha256(A),
        };

        var item = (await library.DownloadAsync(request, null, Token)).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.VerifiedBy.ShouldBe("sha256");
    }

    private sealed class Waiting(Action begun) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            if (value.Note?.Contains("waiting for it", StringComparison.Ordinal) == true)
            {
                begun();
            }
        }
    }
}
