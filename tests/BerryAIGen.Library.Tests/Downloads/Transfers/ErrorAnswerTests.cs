using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>Statuses that bring no file: told apart, asked again where that may help.</summary>
public sealed class ErrorAnswerTests
{
    private static readonly byte[] A = Recipe.A(300_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static RawReply Cut(int status, ReplyEnd end) =>
        new RawReply(status, Encoding.UTF8.GetBytes("busy")) { End = end }.With("Content-Length", "1000");

    [Theory]
    [InlineData(ReplyEnd.Reset)]
    [InlineData(ReplyEnd.Close)]
    [InlineData(ReplyEnd.Silence)]
    public async Task A_503_whose_body_breaks_is_still_a_503_and_asked_again(ReplyEnd end)
    {
        await using var server = new RawHttpServer(Cut(503, end), RawReply.File(A));
        using var transfer = new TransferFixture(TransferFixture.Quick with { StallTimeout = TimeSpan.FromSeconds(2) });

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        transfer.Notes.ShouldHaveSingleItem().ShouldContain("status 503");
    }

    [Theory]
    [InlineData(ReplyEnd.Reset)]
    [InlineData(ReplyEnd.Close)]
    [InlineData(ReplyEnd.Silence)]
    public async Task A_404_whose_body_breaks_is_still_a_404(ReplyEnd end)
    {
        await using var server = new RawHttpServer(Cut(404, end));
        using var transfer = new TransferFixture(TransferFixture.Quick with { StallTimeout = TimeSpan.FromSeconds(2) });

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.NotFound);
        outcome.Failure.Message.ShouldContain("status 404");
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
}
