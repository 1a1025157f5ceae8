using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

public sealed class PartClaimTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string PartPath => Path.Combine(_folder.Path, "a.part");

    [Fact]
    public void A_claim_is_had_once_and_leaves_nothing_behind()
    {
        using (var first = PartClaim.TryTake(PartPath))
        {
            first.ShouldNotBeNull();
            PartClaim.TryTake(PartPath).ShouldBeNull();
        }

        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
        using var next = PartClaim.TryTake(PartPath);
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_many_threads_one_at_a_time_has_it()
    {
        var inside = 0;
        var worst = 0;
        var taken = 0;
        var workers = Enumerable
            .Range(0, 8)
            .Select(_ =>
                Task.Run(
                    () =>
                    {
                        for (var i = 0; i < 2000; i++)
                        {
                            using var claim = PartClaim.TryTake(PartPath);
                            if (claim is null)
                            {
                                continue;
                            }

                            worst = Math.Max(worst, Interlocked.Increment(ref inside));
                            Interlocked.Increment(ref taken);
                            Thread.Yield();
                            Interlocked.Decrement(ref inside);
                        }
                    },
                    Token
                )
            );

        await Task.WhenAll(workers);

        worst.ShouldBe(1);
        taken.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task A_claim_holds_against_another_process_and_ends_with_it()
    {
        await using var server = new RawHttpServer(
            RawReply.File(Recipe.A(5000)) with
            {
                Body = Recipe.A(3000),
                End = ReplyEnd.Silence,
            },
            RawReply.Rest(Recipe.A(5000), 3000)
        );
        using var transfer = new TransferFixture();
        using var other = OtherProcess.Start(server.Address(), transfer.PartPath);
        await Eventually.TrueAsync(() => new FileInfo(transfer.PartPath) is { Exists: true, Length: 3000 }, Token);

        using (var second = await transfer.RunAsync(server.Address(), Token))
        {
            second.Ending.ShouldBe(TransferEnding.InFlight);
            second.Failure!.Message.ShouldContain($"process {other.Id}");
        }

        other.Kill();
        await other.WaitForExitAsync(Token);
        File.Exists(transfer.PartPath + ".lock").ShouldBeTrue("the killed process cannot clean up");

        using var third = await transfer.RunAsync(server.Address(), Token);

        third.Failure.ShouldBeNull();
        transfer.Part.ShouldBe(Recipe.A(5000));
        third.Dispose();
        File.Exists(transfer.PartPath + ".lock").ShouldBeFalse();
    }
}
