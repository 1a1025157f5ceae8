using System.Security.Cryptography;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>One file brought into its part, whatever the connection does.</summary>
public sealed class FileTransferTests
{
    private static readonly byte[] A = Recipe.A(300_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [Fact]
    public async Task A_plain_download_is_in_the_part_with_its_hash()
    {
        await using var server = new RawHttpServer(RawReply.File(A));
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
        (outcome.Result.SizeBytes, outcome.Result.TransferredBytes).ShouldBe((300_000, 300_000));
        transfer.Part.ShouldBe(A);
    }

    [Fact]
    public async Task The_part_follows_the_umask()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no umask.");
            return;
        }

        await using var server = new RawHttpServer(RawReply.File(A));
        using var transfer = new TransferFixture();
        var ordinary = Path.Combine(transfer.Folder, "ordinary");
        File.WriteAllBytes(ordinary, [1]);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        File.GetUnixFileMode(transfer.PartPath).ShouldBe(File.GetUnixFileMode(ordinary));
    }

    [Fact]
    public async Task A_broken_connection_is_continued_where_it_stopped()
    {
        await using var server = new RawHttpServer(
            RawReply.File(A) with
            {
                Body = A[..120_000],
            },
            RawReply.Rest(A, 120_000)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
        outcome.Result.TransferredBytes.ShouldBe(300_000);
        server.Requests[1].Header("Range").ShouldBe("bytes=120000-");
        transfer.Part.ShouldBe(A);
    }

    [Fact]
    public async Task A_reset_connection_is_continued_as_well()
    {
        await using var server = new RawHttpServer(request =>
            request.Header("Range") is { } range
                ? RawReply.Rest(A, int.Parse(range["bytes=".Length..^1], null))
                : RawReply.File(A) with
                {
                    Body = A[..120_000],
                    End = ReplyEnd.Reset,
                }
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
    }

    [Fact]
    public async Task Silence_for_the_stall_time_is_a_broken_connection()
    {
        await using var server = new RawHttpServer(
            RawReply.File(A) with
            {
                Body = A[..120_000],
                End = ReplyEnd.Silence,
            },
            RawReply.Rest(A, 120_000)
        );
        using var transfer = new TransferFixture(TransferFixture.Quick with { StallTimeout = TimeSpan.FromSeconds(2) });

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
        transfer.Notes.ShouldHaveSingleItem().ShouldContain("no byte came for 2 seconds");
    }

    [Fact]
    public async Task A_chunked_body_that_is_cut_is_never_complete()
    {
        await using var server = new RawHttpServer(
            new RawReply(200, A[..3000]) { IsChunked = true, End = ReplyEnd.Reset }
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Ending.ShouldBe(TransferEnding.Failed);
    }

    [Fact]
    public async Task A_chunked_body_that_ends_in_order_is_complete()
    {
        await using var server = new RawHttpServer(new RawReply(200, A) { IsChunked = true });
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.SizeBytes.ShouldBe(300_000);
    }
}
