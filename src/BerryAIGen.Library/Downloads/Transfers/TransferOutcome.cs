using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>How a transfer ended.</summary>
public enum TransferEnding
{
    /// <summary>The part is complete; <see cref="TransferOutcome.Result"/> says what it is.</summary>
    Completed,

    /// <summary>It did not work; what arrived stays in the part for a later run.</summary>
    Failed,

    /// <summary>Another process or job is transferring this very part.</summary>
    InFlight,

    /// <summary>The server cannot say whether the part is complete; it is kept and must not be published.</summary>
    ResumeRequired,
}

/// <summary>
/// The end of a transfer. A completed one keeps the part claimed until this is disposed, so that no other process
/// takes the part up while it is verified, inspected and published.
/// </summary>
public sealed class TransferOutcome : IDisposable
{
    private readonly PartClaim? _claim;

    private TransferOutcome(TransferEnding ending, TransferResult? result, Failure? failure, PartClaim? claim) =>
        (Ending, Result, Failure, _claim) = (ending, result, failure, claim);

    public TransferEnding Ending { get; }

    /// <summary>Set when <see cref="Ending"/> is Completed, null otherwise.</summary>
    public TransferResult? Result { get; }

    /// <summary>Set when <see cref="Ending"/> is not Completed.</summary>
    public Failure? Failure { get; }

    /// <summary>Bytes that came over the network in this run, also when it did not work.</summary>
    public long TransferredBytes { get; private init; }

    public void Dispose() => _claim?.Dispose();

    internal static TransferOutcome Completed(TransferResult result, PartClaim claim) =>
        new(TransferEnding.Completed, result, null, claim) { TransferredBytes = result.TransferredBytes };

    internal static TransferOutcome Stopped(TransferEnding ending, Failure failure, long transferredBytes = 0) =>
        new(ending, null, failure, null) { TransferredBytes = transferredBytes };
}
