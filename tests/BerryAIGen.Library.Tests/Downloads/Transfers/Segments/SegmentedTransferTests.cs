using System.Security.Cryptography;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers.Segments;

/// <summary>One file over several connections.</summary>
public sealed class SegmentedTransferTests
{
    private const int Size = 48 << 20;

    private static readonly byte[] File = Content();
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(File));

    private static readonly TransferOptions Four = TransferFixture.Quick with
    {
        Connections = 4,
        SegmentedFrom = 16 << 20,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // No byte is zero, so that a byte that was never written is seen.
    private static byte[] Content()
    {
        var bytes = new byte[Size];
        new Random(7).NextBytes(bytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] |= 1;
        }

        return bytes;
    }

    [Fact]
    public async Task Several_connections_bring_the_file_and_its_hash()
    {
        await using var server = new RangeServer(File) { Pause = TimeSpan.FromMilliseconds(1) };
        using var transfer = new TransferFixture(Four);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256);
        server.MostOpen.ShouldBeInRange(2, 5);
        server.Requests.Skip(1).ShouldAllBe(request => request.Header("If-Range") == "\"one\"");
        transfer.Part.AsSpan().SequenceEqual(File).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_loses_no_byte_of_the_first_answer()
    {
        await using var server = new RangeServer(File) { IgnoresRanges = true, Pause = TimeSpan.FromMilliseconds(1) };
        using var transfer = new TransferFixture(Four);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256);
        outcome.Result.TransferredBytes.ShouldBe(Size);
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_names_no_ranges_is_asked_once()
    {
        await using var server = new RangeServer(File) { AdmitsRanges = false };
        using var transfer = new TransferFixture(Four);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_validator_one_connection_has_to_do()
    {
        await using var server = new RangeServer(File) { ETag = null };
        using var transfer = new TransferFixture(Four);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_host_that_says_too_many_requests_keeps_its_one_connection_and_gets_no_second()
    {
        await using var server = new RangeServer(File)
        {
            Refuse = request => request.Header("Range") is null ? null : "429 Too Many Requests\r\nRetry-After: 1",
            Pause = TimeSpan.FromMilliseconds(1),
        };
        using var transfer = new TransferFixture(Four);

        using var outcome = await transfer.RunAsync(server.Address(), Token);
        outcome.Dispose();
        System.IO.File.Delete(transfer.PartPath);
        PartJournal.Delete(transfer.PartPath);
        using var second = await transfer.RunAsync(server.Address("/second"), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256);
        outcome.Result.TransferredBytes.ShouldBe(Size);
        second.Result!.Hashes.Sha256.ShouldBe(Sha256);
        server.Requests.Count(request => request.Target == "/second").ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_changes_between_two_segments_starts_from_zero()
    {
        var other = File.Reverse().ToArray();
        await using var old = new RangeServer(File) { HoldAt = Size / 3 };
        using var transfer = new TransferFixture(Four);
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Token))
        {
            var running = transfer.RunAsync(old.Address(), stop.Token);
            await Eventually.TrueAsync(() => old.Sent >= Size / 3, Token);
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => running);
        }

        await using var changed = new RangeServer(other) { ETag = "\"two\"" };
        // Another port is another host and asks without the old validator; only the tag of the answers tells.
        var journal = PartJournal.Find(transfer.PartPath)!;
        (journal with { ValidatorHost = changed.Address().Authority }).Write(transfer.PartPath);

        using var outcome = await transfer.RunAsync(
            transfer.Request(changed.Address()) with
            {
                JoinsHosts = true,
            },
            Token
        );

        outcome.Result!.Hashes.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(other)));
    }

    [Fact]
    public async Task What_several_connections_brought_is_not_fetched_again()
    {
        await using var server = new RangeServer(File) { HoldAt = Size / 2 };
        using var transfer = new TransferFixture(Four);
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Token))
        {
            var running = transfer.RunAsync(server.Address(), stop.Token);
            await Eventually.TrueAsync(() => server.Sent >= Size / 2, Token);
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => running);
        }

        server.Release();
        var kept = PartJournal.Find(transfer.PartPath)!.Ranges!.Sum(range => range.Length);
        using var outcome = await transfer.RunAsync(server.Address(), Token);

        kept.ShouldBeGreaterThan(0);
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256);
        outcome.Result.TransferredBytes.ShouldBeInRange(Size - kept, Size - kept + (8 << 20));
    }

    [Fact]
    public async Task Connections_that_break_leave_their_bytes_to_the_others()
    {
        var random = new Random(3);
        await using var server = new RangeServer(File)
        {
            Refuse = request =>
            {
                lock (random)
                {
                    return request.Header("Range") is not null && random.Next(3) == 0
                        ? "503 Service Unavailable"
                        : null;
                }
            },
        };
        using var transfer = new TransferFixture(Four);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256);
    }

    [Fact]
    public async Task A_killed_process_loses_at_most_one_write_per_connection()
    {
        await using var server = new RangeServer(File) { Pause = TimeSpan.FromMilliseconds(1), HoldAt = Size / 2 };
        using var transfer = new TransferFixture(Four);
        using (var other = OtherProcess.Start(server.Address(), transfer.PartPath, connections: 4))
        {
            await Eventually.TrueAsync(() => server.Sent > Size / 3, Token);
            other.Kill();
            await other.WaitForExitAsync(Token);
        }

        server.Release();
        var journal = PartJournal.Find(transfer.PartPath)!;
        var part = transfer.Part;
        var known = PartContent.Read(transfer.PartPath, part.Length, journal, TimeProvider.System.GetUtcNow());
        var written = part.LongCount(value => value != 0);

        journal.Ranges.ShouldNotBeNull();
        known.Total.ShouldBeGreaterThan(0);
        known.ToList().ShouldAllBe(range => IsRight(part, range));
        (written - known.Total).ShouldBeInRange(0, 5 * (256 << 10));

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256);
        outcome.Result.TransferredBytes.ShouldBeInRange(Size - known.Total, Size - known.Total + (8 << 20));
    }

    private static bool IsRight(byte[] part, ByteRange range) =>
        part.AsSpan((int)range.From, (int)range.Length).SequenceEqual(File.AsSpan((int)range.From, (int)range.Length));
}
