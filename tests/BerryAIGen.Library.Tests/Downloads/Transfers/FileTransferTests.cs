using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

public sealed class FileTransferTests
{
    private static readonly byte[] A = Recipe.A(300_000);
    private static readonly byte[] B = Recipe.B(300_000);

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
        using var transfer = new TransferFixture(
            TransferFixture.Quick with
            {
                StallTimeout = TimeSpan.FromMilliseconds(300),
            }
        );

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
        transfer.Notes.ShouldHaveSingleItem().ShouldContain("no byte came for 0.3 seconds");
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

    [Theory]
    [InlineData(401, FailureCode.Auth, "needs a key")]
    [InlineData(403, FailureCode.Auth, "status 403")]
    [InlineData(404, FailureCode.NotFound, "status 404")]
    [InlineData(410, FailureCode.NotFound, "status 410")]
    [InlineData(451, FailureCode.Policy, "legal reasons")]
    [InlineData(418, FailureCode.Failed, "status 418")]
    public async Task A_permanent_status_is_asked_once_and_told_apart(int status, FailureCode code, string words)
    {
        await using var server = new RawHttpServer(
            new RawReply(status, """{"error":"E","message":"what it says"}"""u8.ToArray())
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Code.ShouldBe(code);
        outcome.Failure.Message.ShouldContain(words);
        outcome.Failure.Message.ShouldContain("E: what it says");
        server.Requests.Count.ShouldBe(1);
        File.Exists(transfer.PartPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_key_is_told_from_a_missing_one_and_never_shown()
    {
        await using var server = new RawHttpServer(new RawReply(401, []));
        using var transfer = new TransferFixture();
        var request = transfer.Request(server.Address("/a?token=SECRET")) with { TokenFor = _ => "SECRET" };

        using var outcome = await transfer.RunAsync(request, Token);

        outcome.Failure!.Message.ShouldContain("The key was refused");
        outcome.Failure.Message.ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task An_error_of_five_megabytes_is_one_sentence()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"error":"no","junk":"{{new string('x', 5_000_000)}}"}""");
        await using var server = new RawHttpServer(new RawReply(404, body).With("Content-Length", $"{body.Length}"));
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.NotFound);
        outcome.Failure.Message.Length.ShouldBeLessThan(300);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "hello")]
    [InlineData("application/json", "{}")]
    [InlineData("application/octet-stream", "\n<!DOCTYPE html><title>Log in</title>")]
    [InlineData("application/octet-stream", "{\"error\":\"Unauthorized\"}")]
    [InlineData("application/octet-stream", "<?xml version=\"1.0\"?><Error/>")]
    public async Task A_page_in_place_of_the_file_fails_and_leaves_the_part_as_it_was(string type, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await using var server = new RawHttpServer(RawReply.File(bytes).With("Content-Type", type));
        using var transfer = new TransferFixture();
        File.WriteAllBytes(transfer.PartPath, A[..1000]);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Message.ShouldContain("not a model file");
        outcome.Failure.Message.ShouldContain("log in");
        transfer.Part.ShouldBe(A[..1000]);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_compressed_body_is_not_taken_for_the_file()
    {
        await using var server = new RawHttpServer(RawReply.File(A).With("Content-Encoding", "gzip"));
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Message.ShouldContain("compressed (gzip)");
    }

    [Fact]
    public async Task An_expired_signature_is_fetched_anew_from_the_first_address()
    {
        await using var storage = new RawHttpServer(request =>
            request.Target == "/old"
                ? new RawReply(403, "<Error><Code>ExpiredRequest</Code></Error>"u8.ToArray())
                : RawReply.File(A)
        );
        await using var site = new RawHttpServer(
            RawReply.Redirect($"http://127.0.0.1:{storage.Port}/old"),
            RawReply.Redirect($"http://127.0.0.1:{storage.Port}/new")
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(site.Address(), Token);

        outcome.Result!.Hashes.Sha256.ShouldBe(Sha256(A));
    }

    [Fact]
    public async Task A_storage_that_always_refuses_is_asked_twice()
    {
        await using var storage = new RawHttpServer(new RawReply(403, "<Error/>"u8.ToArray()));
        await using var site = new RawHttpServer(RawReply.Redirect($"http://127.0.0.1:{storage.Port}/old"));
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(site.Address(), Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.Auth);
        storage.Requests.Count.ShouldBe(2);
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
