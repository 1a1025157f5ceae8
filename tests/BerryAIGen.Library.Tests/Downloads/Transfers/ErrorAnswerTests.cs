using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>Statuses that bring no file: told apart, asked again where that may help.</summary>
public sealed class ErrorAnswerTests
{
    private static readonly byte[] A = Recipe.A(300_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RawReply Cut(int status, ReplyEnd end) =>
        new RawReply(status, Encoding.UTF8.GetBytes("busy")) { End = end }.With("Content-Length", "1000");

    [Theory]
    [InlineData(ReplyEnd.Reset)]
    [InlineData(ReplyEnd.Close)]
    [InlineData(ReplyEnd.Silence)]
    public async Task A_503_whose_body_breaks_is_still_a_503_and_asked_again(ReplyEnd end)
    {
        await using var server = new RawHttpServer(Cut(503, end), RawReply.File(A));
        using var transfer = new TransferFixture(
            TransferFixture.Quick with
            {
                StallTimeout = TimeSpan.FromMilliseconds(300),
            }
        );

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
        using var transfer = new TransferFixture(
            TransferFixture.Quick with
            {
                StallTimeout = TimeSpan.FromMilliseconds(300),
            }
        );

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure!.Code.ShouldBe(FailureCode.NotFound);
        outcome.Failure.Message.ShouldContain("status 404");
        server.Requests.Count.ShouldBe(1);
    }
}
