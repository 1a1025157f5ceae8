using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>When another attempt is made, after which pause, and when no more.</summary>
public sealed class RetryTests
{
    private static readonly byte[] A = Recipe.A(300_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [Fact]
    public async Task The_attempts_are_counted_anew_after_every_progress()
    {
        await using var server = new RawHttpServer(request =>
        {
            var from = request.Header("Range") is { } range ? int.Parse(range["bytes=".Length..^1], null) : 0;
            var full = from == 0 ? RawReply.File(A) : RawReply.Rest(A, from);
            return full with { Body = full.Body[..Math.Min(20_000, full.Body.Length)] };
        });
        using var transfer = new TransferFixture(TransferFixture.Quick with { MaxAttempts = 3 });

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
        server.Requests.Count.ShouldBe(15);
    }

    [Fact]
    public async Task A_server_that_always_breaks_at_the_same_place_is_given_up_and_the_part_kept()
    {
        await using var server = new RawHttpServer(RawReply.File(A) with { Body = A[..3000] });
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Ending.ShouldBe(TransferEnding.Failed);
        outcome.Failure!.Code.ShouldBe(FailureCode.Network);
        outcome.Failure.IsRetryable.ShouldBeTrue();
        transfer.Part.ShouldBe(A[..3000]);
        server.Requests.Count.ShouldBeInRange(5, 6);
    }

    [Fact]
    public async Task Pauses_double_with_jitter()
    {
        var time = new MovedTime(TimeSpan.FromSeconds(40));
        await using var server = new RawHttpServer(new RawReply(503, []).With("Content-Length", "0"));
        using var transfer = new TransferFixture(
            new() { StallTimeout = TimeSpan.FromMinutes(5), MaxAttempts = 8 },
            time: time
        );

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Network);
        server.Requests.Count.ShouldBe(8);
        double[] full = [1, 2, 4, 8, 16, 30, 30];
        time.Waits.Count.ShouldBe(full.Length);
        foreach (var (wait, longest) in time.Waits.Zip(full))
        {
            wait.TotalSeconds.ShouldBeInRange(longest / 2, longest);
        }
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_After_is_obeyed(int status)
    {
        var time = new MovedTime(TimeSpan.FromSeconds(40));
        await using var server = new RawHttpServer(
            new RawReply(status, []).With("Retry-After", "7").With("Content-Length", "0"),
            RawReply.File(A)
        );
        using var transfer = new TransferFixture(new() { StallTimeout = TimeSpan.FromMinutes(5) }, time: time);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.SizeBytes.ShouldBe(300_000);
        time.Waits.ShouldBe([TimeSpan.FromSeconds(7)]);
    }

    [Fact]
    public async Task A_Retry_After_of_nothing_does_not_make_us_hammer()
    {
        var time = new MovedTime(TimeSpan.FromSeconds(40));
        await using var server = new RawHttpServer(
            new RawReply(503, []).With("Retry-After", "0").With("Content-Length", "0"),
            RawReply.File(A)
        );
        using var transfer = new TransferFixture(new() { StallTimeout = TimeSpan.FromMinutes(5) }, time: time);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.SizeBytes.ShouldBe(300_000);
        time.Waits.ShouldHaveSingleItem().TotalSeconds.ShouldBeInRange(0.5, 1);
    }

    [Fact]
    public async Task A_Retry_After_of_an_hour_ends_the_transfer_and_says_so()
    {
        await using var server = new RawHttpServer(
            new RawReply(429, []).With("Retry-After", "3600").With("Content-Length", "0")
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Message.ShouldContain("60 min");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_breaks_while_it_is_made_safe_is_tried_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 3; i++)
                {
                    using var socket = await listener.AcceptSocketAsync(Token);
                }
            },
            Token
        );
        using var transfer = new TransferFixture(TransferFixture.Quick with { MaxAttempts = 3 });

        using var outcome = await transfer.RunAsync(new Uri($"https://{listener.LocalEndpoint}/a"), Token);

        outcome.Failure!.IsRetryable.ShouldBeTrue();
        outcome.Failure.Message.ShouldContain("Gave up after 3 attempts");
        await closing;
    }

    [Fact]
    public async Task Nothing_that_listens_is_one_sentence_about_the_network()
    {
        int port;
        await using (var server = new RawHttpServer(RawReply.File(A)))
        {
            port = server.Port;
        }

        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(new Uri($"http://127.0.0.1:{port}/a"), Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Network);
        outcome.Failure.Message.ShouldContain("model.safetensors");
    }
}
