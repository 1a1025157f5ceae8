using System.Security.Cryptography;
using System.Text.Json;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>What one run leaves and the next one makes of it.</summary>
public sealed class ResumeTests
{
    private static readonly byte[] A = Recipe.A(300_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static JsonElement Journal(TransferFixture transfer)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(transfer.PartPath + ".json"));
        return document.RootElement.Clone();
    }

    /// <summary>A run that is cancelled once these bytes are in the part, as by Ctrl-C.</summary>
    private static async Task InterruptAsync(TransferFixture transfer, Uri address, int bytes)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = transfer.RunAsync(address, cancel.Token);
        await Eventually.TrueAsync(
            () => new FileInfo(transfer.PartPath) is { Exists: true } part && part.Length >= bytes,
            Token
        );
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_a_part_that_the_next_one_finishes()
    {
        var big = Recipe.A(2_000_000);
        await using var server = new RawHttpServer(
            (RawReply.File(big) with { Body = big[..1_000_000], End = ReplyEnd.Silence }).With("ETag", "\"one\""),
            RawReply.Rest(big, 0)
        );
        using var transfer = new TransferFixture();

        await InterruptAsync(transfer, server.Address(), 500_000);
        var kept = transfer.Part.Length;

        kept.ShouldBeGreaterThanOrEqualTo(500_000);
        Journal(transfer).GetProperty("bytes").GetInt64().ShouldBe(kept);
        File.Exists(transfer.PartPath + ".lock").ShouldBeFalse();

        await using var again = new RawHttpServer(RawReply.Rest(big, kept));
        using var outcome = await transfer.RunAsync(
            transfer.Request(again.Address()) with
            {
                JoinsHosts = true,
            },
            Token
        );

        again.Requests[0].Header("Range").ShouldBe($"bytes={kept}-");
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(big));
        outcome.Result.TransferredBytes.ShouldBe(big.Length - kept);
    }

    [Fact]
    public async Task The_journal_says_what_is_known_and_no_secret()
    {
        await using var server = new RawHttpServer(
            (RawReply.File(A) with { Body = A[..120_000] }).With("ETag", "\"one\"")
        );
        using var transfer = new TransferFixture(TransferFixture.Quick with { MaxAttempts = 1 });

        using var outcome = await transfer.RunAsync(server.Address("/a.bin?token=SECRET&type=Model"), Token);

        var text = File.ReadAllText(transfer.PartPath + ".json");
        text.ShouldNotContain("SECRET");
        var journal = Journal(transfer);
        journal.GetProperty("address").GetString()!.ShouldEndWith("/a.bin?token=***&type=Model");
        journal.GetProperty("size").GetInt64().ShouldBe(300_000);
        journal.GetProperty("bytes").GetInt64().ShouldBe(120_000);
        journal.GetProperty("e_tag").GetString().ShouldBe("\"one\"");
        journal.GetProperty("owner_id").GetInt32().ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public async Task After_a_crash_only_what_the_journal_calls_flushed_is_trusted()
    {
        await using var server = new RawHttpServer(request =>
            request.Header("Range") == "bytes=100000-" ? RawReply.Rest(A, 100_000) : RawReply.File(A)
        );
        using var transfer = new TransferFixture();
        WritePart(transfer, [.. A[..100_000], .. new byte[50_000]], server.Address(), flushed: 100_000);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
        outcome.Result.TransferredBytes.ShouldBe(200_000);
    }

    [Fact]
    public async Task A_complete_part_is_not_asked_for()
    {
        await using var server = new RawHttpServer(RawReply.File(A));
        using var transfer = new TransferFixture();
        WritePart(transfer, A, server.Address(), flushed: A.Length);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
        outcome.Result.TransferredBytes.ShouldBe(0);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_of_another_file_is_not_continued()
    {
        await using var server = new RawHttpServer(RawReply.File(A));
        using var transfer = new TransferFixture();
        WritePart(transfer, Recipe.B(1000), server.Address("/other.bin"), flushed: 1000);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        server.Requests[0].Header("Range").ShouldBeNull();
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
    }

    [Fact]
    public async Task A_part_begun_at_a_mirror_is_continued_without_the_mirrors_validator()
    {
        await using var server = new RawHttpServer(RawReply.Rest(A, 100_000).With("ETag", "\"ours\""));
        using var transfer = new TransferFixture();
        WritePart(transfer, A[..100_000], new Uri("https://mirror.example/model.safetensors"), 100_000, "\"theirs\"");

        using var outcome = await transfer.RunAsync(
            transfer.Request(server.Address()) with
            {
                JoinsHosts = true,
            },
            Token
        );

        server.Requests[0].Header("If-Range").ShouldBeNull();
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"addr")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_journal_that_cannot_be_read_vouches_for_no_byte(string journal)
    {
        await using var server = new RawHttpServer(RawReply.File(A));
        using var transfer = new TransferFixture();
        File.WriteAllBytes(transfer.PartPath, new byte[100_000]);
        File.WriteAllText(transfer.PartPath + ".json", journal);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        server.Requests[0].Header("Range").ShouldBeNull();
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
    }

    [Fact]
    public async Task A_part_without_a_journal_is_taken_as_it_is()
    {
        await using var server = new RawHttpServer(RawReply.Rest(A, 100_000));
        using var transfer = new TransferFixture();
        File.WriteAllBytes(transfer.PartPath, A[..100_000]);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        server.Requests[0].Header("Range").ShouldBe("bytes=100000-");
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
    }

    [Fact]
    public async Task A_page_at_an_unknown_416_keeps_the_part_and_publishes_nothing()
    {
        await using var server = new RawHttpServer(new RawReply(416, []).With("Content-Length", "0"));
        using var transfer = new TransferFixture();
        File.WriteAllBytes(transfer.PartPath, A[..1000]);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Ending.ShouldBe(TransferEnding.ResumeRequired);
        transfer.Part.ShouldBe(A[..1000]);
    }

    private static void WritePart(TransferFixture transfer, byte[] part, Uri address, int flushed, string? tag = null)
    {
        File.WriteAllBytes(transfer.PartPath, part);
        var journal = new PartJournal
        {
            Address = address.AbsoluteUri,
            Digest = AddressDigest.OfPlace(address),
            Origin = AddressDigest.Of(address),
            Size = A.Length,
            Bytes = flushed,
            ETag = tag,
            ValidatorHost = address.Authority,
        };
        journal.Write(transfer.PartPath);
    }
}
