using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>What may be appended to a part, and what guards it.</summary>
public sealed class ContinuationTests
{
    private const string Monday = "Mon, 06 Jan 2025 00:00:00 GMT";
    private const string Tuesday = "Tue, 07 Jan 2025 00:00:00 GMT";
    private const string Friday = "Fri, 10 Jan 2025 00:00:00 GMT";

    private static readonly byte[] A = Recipe.A(300_000);
    private static readonly byte[] B = Recipe.B(300_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static RawReply Start => RawReply.File(A) with { Body = A[..120_000] };

    [Fact]
    public async Task A_continuation_that_names_no_validators_leaves_those_of_the_first_answer()
    {
        await using var server = new RawHttpServer(
            Start.With("ETag", "\"one\""),
            RawReply.Rest(A, 120_000) with
            {
                Body = A[120_000..150_000],
            },
            RawReply.Rest(A, 150_000)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        server.Requests[2].Header("If-Range").ShouldBe("\"one\"");
    }

    [Fact]
    public async Task A_continuation_of_another_date_is_not_appended()
    {
        await using var server = new RawHttpServer(
            Start.With("Last-Modified", Monday).With("Date", Friday),
            RawReply.Rest(B, 120_000).With("Last-Modified", Tuesday).With("Date", Friday),
            RawReply.File(B)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        transfer.Part.ShouldBe(B);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("bytes 120000-299999/300000")]
    public async Task A_body_of_several_ranges_is_not_taken_for_the_one_that_was_asked_for(string? range)
    {
        var parts = Encoding.ASCII.GetBytes(
            "--x\r\nContent-Type: text/plain\r\nContent-Range: bytes 120000-299999/300000\r\n\r\n"
        );
        // As long as the range would be, so that nothing but its type tells.
        byte[] body = [.. parts, .. A[(120_000 + parts.Length)..]];
        var several = new RawReply(206, body)
            .With("Content-Length", $"{body.Length}")
            .With("Content-Type", "multipart/byteranges; boundary=x");
        await using var server = new RawHttpServer(
            Start,
            range is null ? several : several.With("Content-Range", range),
            RawReply.File(A)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        server.Requests[2].Header("Range").ShouldBeNull();
        transfer.Part.AsSpan().SequenceEqual(A).ShouldBeTrue();
    }

    [Fact]
    public async Task A_date_of_change_without_the_servers_clock_is_no_validator()
    {
        await using var server = new RawHttpServer(Start.With("Last-Modified", Monday), RawReply.Rest(A, 120_000));
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        server.Requests[1].Header("If-Range").ShouldBeNull();
    }

    [Fact]
    public async Task A_body_that_goes_on_behind_the_announced_end_is_given_up_there()
    {
        await using var server = new RawHttpServer(
            Start,
            new RawReply(206, new byte[20_000_000]) { IsChunked = true }.With(
                "Content-Range",
                "bytes 120000-299999/300000"
            ),
            RawReply.File(A)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        transfer.Part.ShouldBe(A);
        outcome.Result!.TransferredBytes.ShouldBeLessThan(2_000_000);
    }

    [Fact]
    public async Task The_validators_of_the_first_answer_guard_the_rest()
    {
        await using var server = new RawHttpServer(
            (RawReply.File(A) with { Body = A[..120_000] }).With("ETag", "\"one\""),
            RawReply.Rest(A, 120_000)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        server.Requests[1].Header("If-Range").ShouldBe("\"one\"");
    }

    [Fact]
    public async Task A_weak_tag_is_no_validator_but_an_older_date_is()
    {
        await using var server = new RawHttpServer(
            (RawReply.File(A) with { Body = A[..120_000] })
                .With("ETag", "W/\"one\"")
                .With("Last-Modified", "Wed, 01 Jan 2025 00:00:00 GMT")
                .With("Date", "Thu, 02 Jan 2025 00:00:00 GMT"),
            RawReply.Rest(A, 120_000)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        server.Requests[1].Header("If-Range").ShouldBe("Wed, 01 Jan 2025 00:00:00 GMT");
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_starts_from_zero()
    {
        await using var server = new RawHttpServer(
            (RawReply.File(A) with { Body = A[..120_000] }).With("ETag", "\"one\""),
            RawReply.File(B).With("ETag", "\"two\"")
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(B));
        transfer.Part.ShouldBe(B);
    }

    [Fact]
    public async Task A_continuation_under_another_tag_is_not_appended_even_when_the_server_ignores_the_condition()
    {
        await using var server = new RawHttpServer(
            (RawReply.File(A) with { Body = A[..120_000] }).With("ETag", "\"one\""),
            RawReply.Rest(B, 120_000).With("ETag", "\"two\""),
            RawReply.File(B).With("ETag", "\"two\"")
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(B));
        server.Requests[2].Header("Range").ShouldBeNull();
    }

    [Fact]
    public async Task A_continuation_of_a_file_of_another_size_is_not_appended()
    {
        var longer = Recipe.B(300_001);
        await using var server = new RawHttpServer(
            RawReply.File(A) with
            {
                Body = A[..120_000],
            },
            RawReply.Rest(longer, 120_000),
            RawReply.File(longer)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(longer));
    }

    [Fact]
    public async Task A_continuation_that_starts_elsewhere_is_not_appended()
    {
        await using var server = new RawHttpServer(
            RawReply.File(A) with
            {
                Body = A[..120_000],
            },
            RawReply.Rest(A, 100_000),
            RawReply.File(A)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
    }

    [Fact]
    public async Task A_part_that_the_server_has_no_bytes_behind_is_forgotten_when_its_length_is_wrong()
    {
        await using var server = new RawHttpServer(
            new RawReply(416, []).With("Content-Range", "bytes */300000").With("Content-Length", "0"),
            RawReply.File(A)
        );
        using var transfer = new TransferFixture();
        File.WriteAllBytes(transfer.PartPath, Recipe.B(400_000));

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
    }

    [Fact]
    public async Task A_part_that_cannot_be_continued_is_kept_until_other_bytes_come()
    {
        await using var server = new RawHttpServer(
            new RawReply(416, []).With("Content-Range", "bytes */300000").With("Content-Length", "0"),
            new RawReply(404, [])
        );
        using var transfer = new TransferFixture();
        File.WriteAllBytes(transfer.PartPath, Recipe.B(400_000));

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.NotFound);
        transfer.Part.Length.ShouldBe(400_000);
    }

    [Fact]
    public async Task More_bytes_than_announced_are_no_file()
    {
        await using var server = new RawHttpServer(
            RawReply.File(A) with
            {
                Body = A[..120_000],
            },
            new RawReply(206, [.. A[120_000..], 1, 2, 3]),
            RawReply.File(A)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
    }
}
