using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

public sealed class ValidatorTests
{
    private static readonly byte[] A = Recipe.A(300_000);
    private static readonly DateTimeOffset Changed = new(2025, 1, 6, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_date_of_change_counts_a_second_later(int seconds, bool counts)
    {
        using var answer = new HttpResponseMessage();
        answer.Content.Headers.LastModified = Changed;
        answer.Headers.Date = Changed.AddSeconds(seconds);

        Validators.LastModified(answer).ShouldBe(counts ? Changed : null);
    }

    [Fact]
    public async Task An_answer_that_leaves_a_gap_behind_the_part_is_asked_for_anew_and_whole()
    {
        await using var server = new RawHttpServer(
            RawReply.File(A) with
            {
                Body = A[..120_000],
            },
            RawReply.Rest(A, 130_000),
            RawReply.File(A)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(server.Address(), TestContext.Current.CancellationToken);

        outcome.Failure.ShouldBeNull();
        server.Requests[2].Header("Range").ShouldBeNull();
        transfer.Part.AsSpan().SequenceEqual(A).ShouldBeTrue();
    }
}
