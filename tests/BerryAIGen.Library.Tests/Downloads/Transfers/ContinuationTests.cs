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
}
