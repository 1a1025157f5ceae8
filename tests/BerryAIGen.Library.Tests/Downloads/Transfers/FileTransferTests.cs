using System.Security.Cryptography;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

public sealed class FileTransferTests
{
    private static readonly byte[] File = Recipe.A(300_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plain_download_is_in_the_part_with_its_hash()
    {
        await using var server = new RawHttpServer(RawReply.File(File));
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        outcome.Result!.Hashes.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File)));
        (outcome.Result.SizeBytes, outcome.Result.TransferredBytes).ShouldBe((300_000, 300_000));
        transfer.Part.ShouldBe(File);
    }

    [Fact]
    public async Task A_broken_connection_is_continued_where_it_stopped()
    {
        await using var server = new RawHttpServer(
            RawReply.File(File) with
            {
                Body = File[..120_000],
                End = ReplyEnd.Reset,
            },
            RawReply.Rest(File, 120_000)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        outcome.Result!.Hashes.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File)));
        outcome.Result.TransferredBytes.ShouldBe(300_000);
        server.Requests[1].Header("Range").ShouldBe("bytes=120000-");
        transfer.Part.ShouldBe(File);
    }
}
