using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Transfers;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

public sealed class TransferOptionsTests
{
    public static TheoryData<string, TransferOptions> Wrong =>
        new()
        {
            {
                "Connections",
                new() { Connections = 0 }
            },
            {
                "Connections",
                new() { Connections = 17 }
            },
            {
                "ParallelFiles",
                new() { ParallelFiles = -1 }
            },
            {
                "ParallelPerHost",
                new() { ParallelPerHost = 1000 }
            },
            {
                "MaxAttempts",
                new() { MaxAttempts = 0 }
            },
            {
                "MaxAttempts",
                new() { MaxAttempts = int.MaxValue }
            },
            {
                "BytesPerSecond",
                new() { BytesPerSecond = -1 }
            },
            {
                "BytesPerSecondAndFile",
                new() { BytesPerSecondAndFile = 0 }
            },
            {
                "SegmentedFrom",
                new() { SegmentedFrom = -1 }
            },
            {
                "StallTimeout",
                new() { StallTimeout = TimeSpan.Zero }
            },
            {
                "FirstPause",
                new() { FirstPause = TimeSpan.FromSeconds(-1) }
            },
            {
                "MaxPause",
                new() { MaxPause = TimeSpan.MaxValue }
            },
            {
                "MaxRetryAfter",
                new() { MaxRetryAfter = TimeSpan.FromDays(60) }
            },
            {
                "JournalInterval",
                new() { JournalInterval = TimeSpan.MinValue }
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_library_is_not_made_with_a_limit_that_makes_no_sense(string name, TransferOptions options)
    {
        var refused = Should.Throw<LibraryException>(() => new BerryLibrary(new LibraryOptions(), options));

        refused.Failure.Code.ShouldBe(FailureCode.Usage);
        refused.Message.ShouldStartWith($"{name} must be");
    }
}
